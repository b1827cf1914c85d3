"""A further explanation language is one file more, and a whole one."""

import re
from pathlib import Path

import pytest

from backend.catalogue.check import main
from backend.catalogue.files import read
from backend.catalogue.load import checked
from backend.catalogue.schemas import Shelf
from tests.backend.catalogue.shelf_files import CODE, a_folder, write
from tests.backend.catalogue.sound_shelf import sound_shelf
from tests.backend.catalogue.test_measures import red
from tests.factories import both

SOUND = sound_shelf()


def explained_in_german(*texts: str, examples: int = 2) -> Shelf:
    """A course of one skill for each text, the n-th of them explained by the n-th text."""
    skills = [
        SOUND.skills[0].model_copy(
            update={
                "key": f"skill-{n}",
                "title": {**both("Skill"), **({"de": "Punkt"} if text else {})},
                "text": {**both("What is said of it."), **({"de": text} if text else {})},
                "translations": {
                    **SOUND.skills[0].translations,
                    **({"de": ["eins", "zwei"][:examples]} if text else {}),
                },
            }
        )
        for n, text in enumerate(texts)
    ]
    keys = [skill.key for skill in skills]
    items = [each.model_copy(update={"skills": keys}) for each in SOUND.items]
    return SOUND.model_copy(update={"skills": skills, "items": items})


def test_a_further_explanation_language_is_welcome_once_it_explains_every_skill() -> None:
    assert red(explained_in_german("Was man so sagt.", "Und was noch.")) == {}


@pytest.mark.parametrize(
    ("begun", "reasons"),
    [
        (
            explained_in_german("Was man so sagt.", ""),
            [
                "the title is missing in: de",
                "the explanation is missing in: de",
                "it needs 2 examples translated into: de",
            ],
        ),
        (explained_in_german("Was man so sagt.", " "), ["the explanation is missing in: de"]),
        (
            explained_in_german("Was man so sagt.", examples=1),
            ["it needs 2 examples translated into: de"],
        ),
    ],
)
def test_half_an_explanation_language_is_refused(begun: Shelf, reasons: list[str]) -> None:
    found = red(begun)
    assert set(found) == {"skills explained"}
    assert [fault.text for fault in found["skills explained"].faults] == reasons


def test_a_further_explanation_file_is_read_and_refused_while_it_is_incomplete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = a_folder(tmp_path)
    said = [
        {"key": f"skill-{n}", "title": "Punkt", "text": "Was man dazu so alles sagt."}
        | {"examples": ["eins", "zwei"]}
        for n in range(2)
    ]
    write(root, "nl/explained/de.yaml", said[:1])
    main([CODE], root)
    incomplete = capsys.readouterr().out
    write(root, "nl/explained/de.yaml", said)
    main([CODE], root)
    complete = capsys.readouterr().out

    skill = checked(CODE, root).skills[1]
    assert (skill.title["de"], skill.translations["de"]) == ("Punkt", ["eins", "zwei"])
    assert re.search(r"nl/skills\.yaml:\d+: skill-1: the explanation is missing in: de", incomplete)
    assert "✗ skills explained" in incomplete
    assert "missing in: de" not in complete
    assert "✓ skills explained" in complete


def test_english_is_explained_in_dutch_throughout() -> None:
    shelf, _ = read("en")
    for skill in shelf.skills:
        assert skill.title["nl"]
        assert 2 <= len(re.findall(r"[.?!][’\"]?(?= |$)", skill.text["nl"])) <= 6, skill.key
        assert len(skill.translations["nl"]) == 2
