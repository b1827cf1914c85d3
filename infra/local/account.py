"""PostgreSQL refuses to run as root: which account it runs as then, and where that one can go."""

import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from infra.local.process import Account, StartError

# Where root keeps what an unprivileged account must reach and a private home would hide.
SHARED = Path("/var/lib/parley")


def account_for(data: Path) -> Account | None:
    """None when we are not root; else the owner of `data`, or `nobody` while that is root."""
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    try:
        entry = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    except KeyError as error:
        message = (
            "PostgreSQL does not run as root, and this system has no account `nobody`.\n"
            "Start as an ordinary user, or set PARLEY_DATABASE_URL to a server of yours."
        )
        raise StartError(message) from error
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def run(
    words: Sequence[str | Path], *, account: Account | None, limit: float
) -> subprocess.CompletedProcess[str]:
    """Run a short program to its end as `account`. Raises OSError when it may not even start."""
    return subprocess.run(
        [os.fspath(word) for word in words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=limit,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def can_enter(folder: Path, account: Account | None) -> bool:
    """Whether `account` may go into `folder`, tried by going there."""
    if account is None:
        return True
    return (
        run(["/bin/sh", "-c", 'cd "$1"', "sh", folder], account=account, limit=10).returncode == 0
    )


def place_for(wanted: Path, account: Account | None) -> Path:
    """`wanted`, or a shared folder that `wanted` then links to when `account` cannot go there."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if not wanted.exists() and not wanted.is_symlink() and not can_enter(wanted.parent, account):
        wanted.symlink_to(shared_folder() / f"data-{secrets.token_hex(4)}")
    return wanted.resolve()


def shared_folder() -> Path:
    """A folder of root's that everybody may enter and nobody else may write."""
    SHARED.mkdir(parents=True, exist_ok=True)
    SHARED.chmod(0o755)  # whatever the umask says
    return SHARED


def own(path: Path, account: Account | None) -> None:
    """Give a file, or a folder with all that is in it, to `account`."""
    if account is None:
        return
    for each in [path, *path.rglob("*")]:
        os.chown(each, account.uid, account.gid, follow_symlinks=False)


def copy_once(sources: list[Path], target: Path) -> Path:
    """Copy `sources` below `target`, whole or not at all; the next call finds them there."""
    if not target.exists():
        building = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
        for source in sources:
            shutil.copytree(source, building / source.name, symlinks=True)
        _open_to_all(building)
        try:
            building.rename(target)
        except OSError:  # somebody else was first
            shutil.rmtree(building, ignore_errors=True)
    return target


def _open_to_all(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o044))
