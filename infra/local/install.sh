#!/bin/sh
# Installs infra/requirements/NAME.txt into .venv, which it makes first: install.sh app|local|dev
# dev holds all of local, and local all of app. A second call returns at once until the file changes.
# PYTHON names the interpreter to begin with; everything said goes to standard error.
set -eu
cd "$(dirname "$0")/../.."

name=${1:-local}
case $name in
app) contains="app" ;;
local) contains="local app" ;;
dev) contains="dev local app" ;;
*)
    echo "usage: install.sh app|local|dev" >&2
    exit 2
    ;;
esac
python=.venv/bin/python
lock=.parley/install.lock

say() { echo "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

digest() { cksum <"infra/requirements/$1.txt"; }

installed() {
    [ -x $python ] && [ -f ".venv/.installed-$name" ] &&
        [ "$(cat ".venv/.installed-$name")" = "$(digest "$name")" ]
}

suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        suitable "$PYTHON" || fail "PYTHON=$PYTHON is not Python 3.11 to 3.14."
        echo "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if suitable $candidate; then
            echo $candidate
            return
        fi
    done
    fail "Parley needs Python 3.11 to 3.14, and there is none on the PATH.
Install one, or name it: make PYTHON=/path/to/python3"
}

has() { command -v "$1" >/dev/null 2>&1; }

# An environment that was begun and not finished has no working pip.
usable_environment() { suitable $python && { has uv || $python -c 'import pip' 2>/dev/null; }; }

make_environment() {
    base=$(find_python) || exit 1
    say "Making the virtual environment .venv with $("$base" --version)"
    rm -rf .venv
    if "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        "$base" -m venv .venv
    elif has uv; then
        uv venv --quiet --python "$base" .venv
    elif has virtualenv; then
        virtualenv --quiet --python "$base" .venv
    elif "$base" -c 'import virtualenv' 2>/dev/null; then
        "$base" -m virtualenv --quiet .venv
    else
        fail "This Python cannot make virtual environments: its ensurepip module is missing.
Install the system package for it (on Debian and Ubuntu: apt install python3-venv), or uv."
    fi
}

install_requirements() {
    file=infra/requirements/$name.txt
    say "Installing $file"
    if has uv; then
        uv pip install --quiet --python $python --require-hashes --requirement "$file" >&2 && return
        say "uv could not install it; trying pip"
    fi
    $python -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --requirement "$file" >&2
}

take_lock() {
    mkdir -p .parley
    if has flock; then
        exec 9>$lock
        flock -n 9 || { say "Waiting for another installation to finish"; flock -w 1800 9; }
        return
    fi
    # Without flock: a folder, with the pid of its maker, so that a dead maker's is taken over.
    until mkdir $lock.d 2>/dev/null; do
        owner=$(cat $lock.d/pid 2>/dev/null || echo)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf $lock.d; fi
        sleep 1
    done
    echo $$ >$lock.d/pid
    trap 'rm -rf $lock.d' EXIT
}

installed && exit 0
take_lock
installed && exit 0
usable_environment || make_environment
install_requirements || fail "The installation failed. See above; the next call continues it."
for each in $contains; do
    digest "$each" >".venv/.installed-$each"
done
