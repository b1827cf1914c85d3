"""Rules no linter ships: each one is a mistake that a project like this has made."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import get_args

from backend.exercises.kinds.union import AnyContent, AnyShown
from backend.settings import Settings as BackendSettings
from bot.settings import Settings as BotSettings

ROOT = Path(__file__).parents[1]
PRODUCT = [
    path for folder in ("bot", "backend", "workers") for path in (ROOT / folder).rglob("*.py")
]
LONGEST = 300

CLOCK = ["backend/kit/clock.py"]
WRITES_STATEMENTS = re.compile(r"(repository|statements/\w+|queue|health|statements)\.py$")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def offenders(breaks: Callable[[Path], object], paths: Iterable[Path] = PRODUCT) -> list[str]:
    return [name(path) for path in paths if breaks(path)]


def nodes(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text())))


class TestNoSource:
    def test_is_longer_than_a_sitting(self) -> None:
        assert offenders(lambda path: len(path.read_text().splitlines()) > LONGEST) == []

    def test_reads_the_clock(self) -> None:
        banned = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
        assert offenders(lambda path: calls(path) & banned) == CLOCK

    def test_commits(self) -> None:
        ends = {"session.commit", "session.rollback", "connection.commit"}
        assert offenders(lambda path: calls(path) & ends) == []

    def test_uses_the_salted_hash(self) -> None:
        assert offenders(lambda path: "hash" in calls(path)) == []

    def test_asks_the_database_outside_of_repositories(self) -> None:
        def asks(path: Path) -> bool:
            verbs = {"select", "insert", "update", "delete", "text"} & calls(path)
            return "from sqlalchemy" in path.read_text() and bool(verbs)

        assert [path for path in offenders(asks) if not WRITES_STATEMENTS.search(path)] == []

    def test_catches_everything_without_saying_why(self) -> None:
        def catches(path: Path) -> bool:
            lines = path.read_text().splitlines()
            return any(
                isinstance(node, ast.ExceptHandler)
                and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
                and "#" not in lines[node.lineno - 1]
                for node in nodes(path)
            )

        assert offenders(catches) == []

    def test_imports_inside_a_function(self) -> None:
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)

        def imports(path: Path) -> bool:
            return any(
                isinstance(inner, ast.Import | ast.ImportFrom)
                for node in nodes(path)
                if isinstance(node, functions)
                for inner in ast.walk(node)
            )

        assert offenders(imports) == []

    def test_reads_the_environment_past_the_settings(self) -> None:
        reads = re.compile(r"os\.environ|getenv")
        assert offenders(lambda path: reads.search(path.read_text())) == []


def test_packages_are_empty() -> None:
    packages = [path for path in PRODUCT if path.name == "__init__.py"]
    assert offenders(lambda path: path.read_text(), packages) == []


def test_alembic_is_no_package() -> None:
    """It would shadow the library of that name."""
    assert not (ROOT / "alembic" / "__init__.py").exists()


def test_the_bot_process_never_loads_the_database() -> None:
    code = (
        "import sys, bot.main\n"
        "print([m for m in ('sqlalchemy', 'asyncpg', 'arq', 'fastapi') if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert out.stdout.strip() == "[]", out.stderr


def test_every_kind_has_content_and_a_showing() -> None:
    def kinds(union: object) -> set[str]:
        members = get_args(get_args(union)[0])
        return {get_args(member.model_fields["kind"].annotation)[0] for member in members}

    assert kinds(AnyContent) == kinds(AnyShown)


def tracked() -> list[Path]:
    out = subprocess.run(
        ["git", "ls-files", "-z"], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return [ROOT / file for file in out.stdout.split("\0") if file and (ROOT / file).is_file()]


class TestCommittedFiles:
    def test_pins_carry_hashes_and_no_address(self) -> None:
        pins = sorted((ROOT / "infra" / "requirements").glob("*.txt"))
        assert pins
        for file in pins:
            text = file.read_text()
            assert "://" not in text
            requirements = re.findall(r"^[a-z0-9].*", text, re.MULTILINE)
            assert len(re.findall(r"==", text)) >= len(requirements)
            assert text.count("--hash=sha256:") >= len(requirements)

    def test_name_no_place_of_one_machine(self) -> None:
        places = re.compile(r"(?<![\w./-])/(?:root|work|home/\w+)/")
        found = [
            name(path)
            for path in tracked()
            if path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".sh", ".js", ".ftl"}
            and path != Path(__file__)
            and places.search(path.read_text())
        ]
        assert found == []

    def test_promise_nothing_for_later(self) -> None:
        later = re.compile(r"\b(TODO|FIXME|XXX)\b|raise NotImplementedError")
        found = [
            name(path)
            for path in tracked()
            if path.suffix in {".py", ".js", ".ftl"}
            and path != Path(__file__)
            and later.search(path.read_text())
        ]
        assert found == []


def test_every_setting_is_documented() -> None:
    documented = set(
        re.findall(r"^#?(PARLEY_\w+)=", (ROOT / "infra" / "env.example").read_text(), re.MULTILINE)
    )
    read = {
        f"PARLEY_{field}".upper()
        for settings in (BackendSettings, BotSettings)
        for field in settings.model_fields
    }
    assert read <= documented
