"""Whatever is wrong with the files is told with file, line and reason."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.catalogue.check import main
from backend.catalogue.files import CatalogueError, languages, read
from backend.catalogue.load import checked
from backend.exercises.kinds.options import Options
from tests.backend.catalogue.shelf_files import CODE, EXAMPLES, EXERCISES, a_folder, items, write
from tests.factories import KINDS, both, slip

FILL_GAP = 1


def refusal(root: Path) -> list[str]:
    with pytest.raises(CatalogueError) as refused:
        checked(CODE, root)
    assert str(refused.value) == "\n".join(refused.value.problems)
    return refused.value.problems


def line_of(root: Path, number: int) -> int:
    """The line at which exercise no. `number` begins, from 1."""
    lines = (root / EXERCISES).read_text(encoding="utf-8").splitlines()
    return [n for n, line in enumerate(lines, start=1) if line.startswith("- ")][number]


def test_a_sound_folder_is_not_refused(tmp_path: Path) -> None:
    assert len(checked(CODE, a_folder(tmp_path)).items) == len(KINDS)


def changed(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda exercise: exercise.update(fields)


def without(field: str) -> Callable[[dict[str, Any]], None]:
    return lambda exercise: exercise.pop(field)


@pytest.mark.parametrize(
    ("defect", "reason"),
    [
        (changed(extra="field"), "extra: Extra inputs are not permitted"),
        (changed(wrong="not a list"), "wrong: Input should be a valid list"),
        (changed(answer=["a", "b"]), "answer: Input should be a valid string"),
        (changed(kind="essay"), "does not match any of the expected tags"),
        (changed(level="Z9"), "level: Input should be 'A1'"),
        (changed(key="Not A Key"), "key: String should match pattern"),
        (changed(skills=[]), "it trains no skill"),
        (changed(lemmas=["x" * 61]), "lemmas.0: String should have at most 60"),
        (changed(wrong=[]), "wrong: List should have at least 1 item"),
        (changed(answer=""), "answer: String should have at least 1"),
        (changed(sentence="___ " * 100), "sentence: String should have at most 300"),
        (without("kind"), "Unable to extract tag"),
        (without("why"), "why: Field required"),
        (without("answer"), "answer: Field required"),
        (without("topic"), "topic: Field required"),
        (changed(why={"en": "only English"}), "why is missing in: ru"),
        (changed(why={"en": " ", "ru": "да"}), "why is missing in: en"),
        (changed(wrong=[{"text": "mis", "because": {"ru": "да"}}]), "reason for 'mis' is missing"),
        (changed(why={**both("one"), "two": ""}), "'two' of why is no language"),
        (changed(why={**both("one"), "и два": ""}), "'и два' of why is no language"),
        (changed(meaning={**both("one"), "or two": ""}), "'or two' of meaning is no language"),
        (changed(meaning={"en": "only English"}), "meaning is missing in: ru"),
        (changed(meaning={**both("x"), "nl": "x"}), "in the language of the course"),
        (without("meaning"), "the meaning of the model answer is missing"),
        (changed(wrong=[slip("goed"), slip("mis")]), "two options are the same"),
        (changed(answer="a key that stands out by its length"), "the key stands out"),
        (changed(topic="death"), "no topic is called 'death'"),
        (changed(skills=["skill-9"]), "no skill is called 'skill-9'"),
        (changed(lemmas=["a", "a"]), "a lemma stands twice"),
        (changed(sentence="without a gap"), "exactly one ___"),
    ],
)
def test_a_defect_is_told_with_its_file_its_line_and_its_reason(
    defect: Callable[[dict[str, Any]], None], reason: str, tmp_path: Path
) -> None:
    exercises = items()
    defect(exercises[FILL_GAP])
    root = a_folder(tmp_path, exercises)

    found = refusal(root)

    assert any(problem.startswith(f"{EXERCISES}:{line_of(root, FILL_GAP)}: ") for problem in found)
    assert any(reason in problem for problem in found)


def of_kind(kind: str, exercises: list[dict[str, Any]]) -> dict[str, Any]:
    return next(each for each in exercises if each["kind"] == kind)


def unreasoned(exercises: list[dict[str, Any]]) -> None:
    of_kind("read_text", exercises)["questions"][1]["wrong"][0]["because"] = {"en": "x"}


def unnamed(exercises: list[dict[str, Any]]) -> None:
    of_kind("sort_words", exercises)["groups"][0]["name"] = {"en": "x"}


def unmeant(exercises: list[dict[str, Any]]) -> None:
    pairs = [{"left": f"woord {side}", "meaning": both(side)} for side in "abc"]
    pairs[1]["meaning"] = {"en": "b"}
    of_kind("match_pairs", exercises)["pairs"] = pairs


def unasked(exercises: list[dict[str, Any]]) -> None:
    of_kind("choose_word", exercises)["question"] = {"en": "x"}


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (unreasoned, "the reason for 'fout b' is missing in: ru"),
        (unnamed, "the name of a group is missing in: ru"),
        (unmeant, "the meaning of 'woord b' is missing in: ru"),
        (unasked, "question is missing in: ru"),
    ],
)
def test_what_is_not_said_inside_an_exercise_is_told(
    spoil: Callable[[list[dict[str, Any]]], None], reason: str, tmp_path: Path
) -> None:
    exercises = items()
    spoil(exercises)
    (problem,) = refusal(a_folder(tmp_path, exercises))
    assert problem.endswith(reason)


def test_an_explanation_of_no_skill_is_told(tmp_path: Path) -> None:
    root = a_folder(tmp_path)
    said = {"key": "skill-9", "title": "x", "text": "What is said of it at length."}
    write(root, "nl/explained/en.yaml", [said])
    assert refusal(root) == ["nl/explained/en.yaml:1: no skill is called 'skill-9'"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- key: a\n  b: [", ":2", "while parsing"),
        ("- key: a\n\t- b", ":2", "found character"),
        ("- {key: 'a}", ":1", "while scanning"),
        ("- &a [*a]\n", ":1", "recursive"),
        ("- &a {key: *a}\n", ":1", "recursive"),
        ("- one: 1\n--- \n- two: 2\n", ":2", "expected a single document"),
        ("", ":1", "nothing to read"),
        ("# only a comment\n", ":1", "nothing to read"),
        ("key: a mapping\n", ":1", "nothing to read"),
        ("- just a text\n", ":1", "every entry is a mapping"),
        ("- [a, list]\n", ":1", "every entry is a mapping"),
        ("- key: {{unquoted}}\n", ":1", "unhashable"),
        ("- key: a\n  level: A1\n  key: b\n", ":3", "twice"),
        ("\n\n- {}\n", ":3", "Unable to extract tag"),
    ],
)
def test_bad_yaml_is_told_and_does_not_crash(
    text: str, line: str, reason: str, tmp_path: Path
) -> None:
    root = a_folder(tmp_path)
    (root / EXERCISES).write_text(text, encoding="utf-8")

    found = refusal(root)

    assert any(each.startswith(f"{EXERCISES}{line}: ") and reason in each for each in found)


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    root = a_folder(tmp_path)
    (root / EXERCISES).write_bytes("- key: één\n".encode("latin-1"))
    assert any("utf-8" in problem for problem in refusal(root))


@pytest.mark.parametrize("name", ["language.yaml", "topics.yaml", "skills.yaml"])
def test_a_missing_file_is_told(name: str, tmp_path: Path) -> None:
    root = a_folder(tmp_path)
    (root / CODE / name).unlink()
    assert any(f"{CODE}/{name}" in problem for problem in refusal(root))


def test_every_problem_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    exercises = items()
    exercises[0]["extra"] = exercises[1]["extra"] = "field"
    root = a_folder(tmp_path, exercises)
    write(root, "nl/topics.yaml", [{"key": "life"}])
    assert len(refusal(root)) == 3


def test_a_key_used_twice_is_told(tmp_path: Path) -> None:
    exercises = items()
    exercises[1]["key"] = exercises[0]["key"]
    found = refusal(a_folder(tmp_path, exercises))
    assert any(f"two exercises are called '{exercises[0]['key']}'" in each for each in found)


def test_a_comma_without_quotes_in_the_meaning_of_a_word_is_told(tmp_path: Path) -> None:
    root = a_folder(tmp_path)
    text = "- lemma: pre\n  meaning: {en: ago, before, ru: назад}\n"
    (root / CODE / "words" / "a.yaml").write_text(text, encoding="utf-8")
    found = refusal(root)
    assert any(each.startswith("nl/words/a.yaml:1: meaning.before") for each in found)


def test_an_exercise_that_stands_twice_is_told(tmp_path: Path) -> None:
    twin = {**items()[FILL_GAP], "key": "twin"}
    found = refusal(a_folder(tmp_path, [*items(), twin]))
    assert any("'twin' and 'skill-0-fill-gap-1' are one exercise" in each for each in found)


def test_a_folder_must_be_named_after_its_language(tmp_path: Path) -> None:
    root = a_folder(tmp_path)
    (root / CODE).rename(root / "xx")
    with pytest.raises(CatalogueError, match=r"xx/language\.yaml"):
        checked("xx", root)


def test_a_skill_of_a_level_that_the_language_has_not_is_told(tmp_path: Path) -> None:
    root = a_folder(tmp_path)
    skills = [{"key": f"skill-{n}", "level": "C2", "examples": EXAMPLES} for n in range(2)]
    write(root, "nl/skills.yaml", skills)
    assert any("C2" in problem for problem in refusal(root))


@pytest.mark.parametrize("word", ["no", "yes", "on", "null", "12", "1.50", "2026-01-01", "~"])
def test_a_word_stays_a_word(word: str, tmp_path: Path) -> None:
    root = a_folder(tmp_path)
    path = root / EXERCISES
    text = path.read_text(encoding="utf-8").replace("answer: goed\n", f"answer: {word}\n")
    path.write_text(text, encoding="utf-8")

    shelf, _ = read(CODE, root)

    content = shelf.items[FILL_GAP].content
    assert isinstance(content, Options)
    assert content.answer == word


def test_the_check_ends_with_1_for_a_language_that_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["xx"]) == 1
    assert "xx/language.yaml" in capsys.readouterr().out


def test_a_course_that_is_only_not_good_enough_is_told_of_and_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = a_folder(tmp_path)
    assert main([CODE], root) == 1
    out = capsys.readouterr().out
    assert "1 exercises of kind translate; 4 are the least" in out
    assert "✗ kinds" in out
    assert checked(CODE, root)


def test_the_check_tells_a_defect_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exercises = items()
    exercises[FILL_GAP]["topic"] = "death"
    root = a_folder(tmp_path, exercises)
    assert main([], root) == 1
    place = f"{EXERCISES}:{line_of(root, FILL_GAP)}"
    assert f"{place}: {exercises[FILL_GAP]['key']}: no topic is called" in capsys.readouterr().out


def test_the_check_of_the_real_files_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(f"{code}  " in out for code in languages())
    assert "✓" in out and "✗" not in out
