import ast
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.texts import FOLDER, LOCALES, Texts, locale_of, locales_in

SOURCES = sorted(Path(FOLDER.parent).rglob("*.py"))
# Keys that are put together from a value, each with the values' home.
COMPOSED = (
    "improve-",
    "score-",
    "voice-",
    "appeal-",
    "milestone-",
    "verdict-",
    "because-",
    "level-",
    "command-",
    "place-",
    "hint-",
    "alphabet-",
    "words-none-",
    "words-show-",
    "moved-",
    "opinion-",
    "flag-",
    "strength-",
    "mistake-",
    "talk-trouble-",
    "cause-",
    "written-",
    "self-check",
    "button-mine-",
)


class Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def messages(locale: str) -> dict[str, set[str]]:
    resource = FluentParser().parse((FOLDER / f"{locale}.ftl").read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, Junk)]
    found = {}
    for entry in resource.body:
        if isinstance(entry, Message):
            variables = Variables()
            variables.visit(entry)
            assert entry.id.name not in found, f"{entry.id.name} stands twice"
            found[entry.id.name] = variables.names
    return found


def plain_texts(locale: str) -> set[str]:
    """The texts that have no variables."""
    texts = Texts(locale)
    return {texts(key) for key, variables in messages(locale).items() if not variables}


def used() -> dict[str, set[str]]:
    """Every key that the code asks for, with the variables that it gives."""
    asked: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = ast.unparse(node.func)
                if name.endswith(
                    ("texts", "Texts(locale)", "Texts(profile.native)", "texts(turn)")
                ):
                    given = {one.arg for one in node.keywords if one.arg}
                    asked.setdefault(str(node.args[0].value), set()).update(given)
    return asked


def test_a_language_is_one_file(tmp_path: Path) -> None:
    for name in ("ru.ftl", "en.ftl", "de.ftl", "de.txt"):
        (tmp_path / name).touch()
    assert locales_in(tmp_path) == ("en", "de", "ru")
    assert LOCALES == ("en", "nl", "ru")


def test_no_code_names_a_language_but_english() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant):
                assert node.value not in LOCALES[1:], path


def test_every_locale_has_the_same_keys_and_variables() -> None:
    english = messages("en")
    for locale in LOCALES:
        assert messages(locale) == english


def test_every_key_that_is_asked_for_exists_and_gets_its_variables() -> None:
    known = messages("en")
    assert len(used()) > 50
    for key, given in used().items():
        assert known[key] == given, key


def test_no_text_is_left_without_use() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for key in messages("en"):
        assert key.startswith(COMPOSED) or re.search(f"[\"']{key}[\"']", code), key


def test_no_line_has_more_than_one_picture_or_shouts() -> None:
    picture = re.compile("[\U0001f300-\U0001faff✅❌☕⚙🔥]")
    flag = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
    for locale in LOCALES:
        for line in (FOLDER / f"{locale}.ftl").read_text(encoding="utf-8").splitlines():
            assert len(picture.findall(flag.sub("", line))) <= 1, line
            assert line.count("!") <= 1, line


def test_a_button_has_the_same_sign_in_every_language() -> None:
    def signs(locale: str) -> dict[str, str]:
        lines = (FOLDER / f"{locale}.ftl").read_text(encoding="utf-8").splitlines()
        buttons = (line.split(" = ") for line in lines if line.startswith("button-"))
        return {key: re.sub(r"[\w\s{}$().,:'’‘“”«»?-]", "", rest[0]) for key, *rest in buttons}

    assert signs("en")["button-hint"] == "💡"
    for locale in LOCALES[1:]:
        assert signs(locale) == signs("en")


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(LookupError):
        Texts("en")("no-such-key")


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(ValueError, match="count"):
        Texts("en")("home-due")


@pytest.mark.parametrize(
    ("days", "russian", "english"),
    [
        (1, "🔥 Первый день серии", "🔥 Day one of your streak"),
        (2, "🔥 2 дня подряд", "🔥 2 days in a row"),
        (5, "🔥 5 дней подряд", "🔥 5 days in a row"),
        (11, "🔥 11 дней подряд", "🔥 11 days in a row"),
        (21, "🔥 21 день подряд", "🔥 21 days in a row"),
        (104, "🔥 104 дня подряд", "🔥 104 days in a row"),
    ],
)
def test_numbers_take_the_right_form(days: int, russian: str, english: str) -> None:
    assert Texts("ru")("streak-line", days=days) == russian
    assert Texts("en")("streak-line", days=days) == english


@pytest.mark.parametrize(
    ("days", "dutch"), [(0, "0 dagen"), (1, "De eerste dag"), (2, "2 dagen"), (21, "21 dagen")]
)
def test_dutch_has_two_forms(days: int, dutch: str) -> None:
    assert dutch in Texts("nl")("streak-line", days=days)


@pytest.mark.parametrize(
    ("count", "end"), [(1, "слово: добавьте букву, и оно найдётся."), (21, "станет короче.")]
)
def test_only_a_single_word_is_found_by_one_letter(count: int, end: str) -> None:
    assert Texts("ru")("words-more", count=count).endswith(end)


@pytest.mark.parametrize(("goal", "form"), [(1, "подхода"), (2, "подходов"), (5, "подходов")])
def test_a_goal_takes_the_genitive(goal: int, form: str) -> None:
    line = Texts("ru")("goal-line", done=0, goal=goal)
    assert line == f"сегодня 0 из {goal} {form}"


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("ru", "ru"),
        ("RU", "ru"),
        ("ru-RU", "ru"),
        ("en", "en"),
        ("pt-br", "en"),
        (None, "en"),
    ],
)
def test_the_locale_is_guessed_from_the_language_code(code: str | None, locale: str) -> None:
    assert locale_of(code) == locale


def test_whoever_has_no_file_is_spoken_to_in_english() -> None:
    assert Texts("tlh").locale == "en"
    assert Texts("tlh")("button-home") == Texts("en")("button-home")
