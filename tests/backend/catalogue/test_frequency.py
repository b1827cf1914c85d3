"""Words against lists of frequency and of levels."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from backend.catalogue import levels
from backend.catalogue.check import main
from backend.catalogue.files import item
from backend.catalogue.frequency import content_words, frequency, texts_of, zipf
from backend.catalogue.levels import LevelsOf
from backend.catalogue.measures import Measure
from backend.catalogue.schemas import Shelf
from tests.backend.catalogue.sound_shelf import sound_items
from tests.factories import a_shelf, an_item


def a_sentence(text: str, **fields: Any) -> dict[str, Any]:
    return an_item("translate", 1, accepted=[text], **fields)


def measured(
    language: str, *items: dict[str, Any], profiles: Mapping[str, LevelsOf] | None = None
) -> dict[str, Measure]:
    shelf: Shelf = a_shelf(language=language, items=list(items))
    return {measure.name: measure for measure in frequency(shelf, profiles or {})}


def faults(language: str, *items: dict[str, Any]) -> list[str]:
    return [
        fault.text for measure in measured(language, *items).values() for fault in measure.faults
    ]


@pytest.mark.parametrize(
    ("level", "word", "told"),
    [
        ("A1", "umbrella", False),
        ("A1", "turnstile", True),
        ("A2", "turnstile", True),
        ("B1", "turnstile", False),
        ("B1", "sesquipedalian", True),
        ("B2", "sesquipedalian", False),
        ("A1", "xyzzyq", True),
    ],
)
def test_a_word_too_rare_for_its_level_is_told(level: str, word: str, told: bool) -> None:
    found = faults("en", a_sentence(f"I like this {word}.", level=level))
    assert [f"'{word}' is rare for {level}" in text for text in found] == [True] * told


def test_a_rare_word_may_be_exempted_and_only_a_rare_one() -> None:
    text = "I like this turnstile."
    assert faults("en", a_sentence(text, rare=["Turnstile"])) == []
    assert faults("en", a_sentence("I like it.", rare=["turnstile"])) == [
        "'turnstile' needs no exemption"
    ]


def test_where_the_list_is_short_only_a1_is_held_to_it() -> None:
    text = "Ovo je odsvirala."
    assert len(faults("sr", a_sentence(text, level="A1"))) == 1
    assert faults("sr", a_sentence(text, level="A2")) == []


def test_names_numbers_and_short_words_are_no_content_words() -> None:
    text = "Yes, Xyzzy and I met 1234 cats at 5pm. Then Qwortle's dog left!"
    assert list(content_words(text)) == ["yes", "and", "met", "cats", "then", "dog", "left"]


def test_a_form_is_as_frequent_as_its_lemma() -> None:
    assert zipf("unlocks", "en") >= zipf("unlock", "en") > 3
    assert zipf("kućama", "sr") == zipf("kuća", "sr") > 5
    assert zipf("xyzzyq", "nl") == 0


def test_every_kind_has_words_to_look_at() -> None:
    for fields in sound_items():
        texts = texts_of(item(fields).content)
        assert [word for text in texts for word in content_words(text)], fields["kind"]


def test_the_share_above_a_level_counts_words_that_the_list_knows() -> None:
    of: LevelsOf = {"like": 0, "negotiate": 2}.get
    found = measured("en", a_sentence("I like people who negotiate."), profiles={"list": of})
    assert found["list: above A1"].value == "50.0 % of 2 words"
    nobody = measured("en", a_sentence("I like it."), profiles={"list": lambda _: None})
    assert nobody["list: above A1"].value == "not here"
    assert "list: above A1" not in measured("nl", a_sentence("Ik wil dat."), profiles={"list": of})


def test_cefr_j_is_read_where_it_is_told_to_be(tmp_path: Path) -> None:
    file = tmp_path / levels.PROFILE
    file.parent.mkdir()
    file.write_text("headword,pos,CEFR\nbank,noun,A2\nbank,verb,B2\ngrey/gray,adjective,A1\n")
    of = levels.profiles(tmp_path)["CEFR-J"]
    assert [of(word) for word in ("bank", "gray", "nothing")] == [1, 0, None]
    assert levels.profiles(tmp_path / "elsewhere")["CEFR-J"]("bank") is None


def test_the_check_says_that_a_list_is_not_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARLEY_SHARED_DATA", str(tmp_path))
    main(["en"])
    (line,) = (each for each in capsys.readouterr().out.splitlines() if "CEFR-J: above A1" in each)
    assert line.endswith("not here")


def test_without_cefrpy_no_word_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "find_spec", lambda _: None)
    levels._cefrpy.cache_clear()
    assert levels.by_cefrpy("book") is None
    levels._cefrpy.cache_clear()


def test_cefrpy_gives_the_easiest_use_of_a_word() -> None:
    pytest.importorskip("cefrpy")
    assert [levels.by_cefrpy(word) for word in ("book", "abandon", "xyzzyq")] == [0, 2, None]


def test_an_exercise_keeps_its_exemptions_when_it_is_read() -> None:
    assert item(a_sentence("x", rare=["afdak"])).rare == ["afdak"]
