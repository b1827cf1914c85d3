"""The data directory of the local PostgreSQL: made whole or not at all, and checked before use."""

import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from infra.local.account import own, run
from infra.local.postgres_install import PostgresInstall
from infra.local.process import Account, StartError

USER = "parley"
_SOCKET_NAME = ".s.PGSQL.65535.lock"
_SOCKET_PATH_LIMIT = 100  # bytes; the system's own is 107 on Linux and 103 on macOS
_INITDB_LIMIT = 120.0  # seconds


def require_same_version(data: Path, install: PostgresInstall) -> None:
    """Raise StartError when another major version of PostgreSQL made `data`."""
    try:
        made_by = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return
    if made_by != install.major:
        message = (
            f"{data} was made by PostgreSQL {made_by}; this is PostgreSQL {install.major}.\n"
            "Move that folder away to start afresh, or set PARLEY_DATABASE_URL to a server "
            f"of version {made_by}."
        )
        raise StartError(message)


def initialise(
    data: Path, install: PostgresInstall, account: Account | None, password: str
) -> None:
    """Make the data directory, unless it is there. An interrupted attempt leaves none."""
    if (data / "PG_VERSION").exists():
        return
    building, password_file = (data.with_name(data.name + end) for end in (".new", ".password"))
    shutil.rmtree(building, ignore_errors=True)
    password_file.unlink(missing_ok=True)
    building.mkdir(mode=0o700)
    try:
        password_file.touch(mode=0o600)
        password_file.write_text(f"{password}\n", encoding="utf-8")
        own(building, account)
        own(password_file, account)
        _initdb(building, install, account, password_file)
    finally:
        password_file.unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        data.rmdir()  # an empty one is welcome
    building.rename(data)


def _initdb(
    data: Path, install: PostgresInstall, account: Account | None, password_file: Path
) -> None:
    words: list[str | Path] = [
        *(install.programs / "initdb", "-D", data, "-U", USER, "-E", "UTF8"),
        *("-A", "scram-sha-256", f"--pwfile={password_file}", "--no-instructions"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
    ]
    try:
        said = run(words, account=account, limit=_INITDB_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise StartError("initdb, which makes PostgreSQL's data directory, hangs.") from error
    if said.returncode != 0:
        raise StartError(f"PostgreSQL's data directory could not be made:\n{said.stderr.strip()}")


def remove_stale_pid_file(data: Path) -> None:
    """Forget the pid of a dead server, which may by now belong to any other program.

    Raises StartError when a server does run on `data`.
    """
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text(encoding="ascii").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        pid_file.unlink(missing_ok=True)
        return
    if _serves(pid, data):
        raise StartError(f"Another PostgreSQL (process {pid}) uses {data}. Stop it first.")
    pid_file.unlink()


def _serves(pid: int, data: Path) -> bool:
    """Whether `pid` is a PostgreSQL that may be working on `data`."""
    if _program_of(pid) != "postgres":
        return False
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == data
    except OSError:  # not ours to see, or no /proc here
        return True


def _program_of(pid: int) -> str:
    if Path("/proc/self").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()
        return ""
    said = run(["ps", "-o", "comm=", "-p", str(pid)], account=None, limit=10)
    return Path(said.stdout.strip()).name


def socket_folder(data: Path, account: Account | None) -> Path:
    """Where the unix socket goes: beside the data, or to a short path when that is too long."""
    if len(os.fsencode(data / _SOCKET_NAME)) <= _SOCKET_PATH_LIMIT:
        return data
    uid = account.uid if account else os.geteuid()
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:8]
    folder = Path("/tmp") / f"parley-{uid}-{digest}"  # noqa: S108 - checked below; TMPDIR may be long
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        own(folder, account)
    found = folder.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == uid:
        return folder
    other = Path(tempfile.mkdtemp(prefix="parley-", dir="/tmp"))
    own(other, account)
    return other
