"""Each measure is green on a sound course and red on one that is spoilt in one place."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.catalogue.checks import measures, problems
from backend.catalogue.measures import Measure
from backend.catalogue.schemas import Aims, Shelf, Topic, Word
from backend.exercises.kinds.base import Content
from tests.backend.catalogue.sound_shelf import sound_items, sound_shelf
from tests.factories import both, slip

SOUND = sound_shelf()
CHOOSING = (
    "choose_heard",
    "choose_sentence",
    "choose_word",
    "complete_dialogue",
    "correct_mistake",
    "fill_gap",
    "minimal_pair",
)

Items = list[dict[str, Any]]


def red(shelf: Shelf) -> dict[str, Measure]:
    return {measure.name: measure for measure in measures(shelf) if not measure.met}


def test_a_sound_course_meets_every_measure() -> None:
    assert list(problems(SOUND)) == [
        # The babble of a text has no evidence in it: that is no measure's business.
        each
        for each in problems(SOUND)
        if "evidence" in each[1]
    ]
    assert red(SOUND) == {}


def aiming(**fields: Any) -> Shelf:
    language = SOUND.language.model_copy(update={"aims": Aims(**fields)})
    return SOUND.model_copy(update={"language": language})


def skilled(**fields: Any) -> Shelf:
    return SOUND.model_copy(update={"skills": [SOUND.skills[0].model_copy(update=fields)]})


def with_text(**fields: Any) -> Shelf:
    return SOUND.model_copy(update={"texts": [SOUND.texts[0].model_copy(update=fields)]})


def sentences(**fields: Any) -> Shelf:
    return with_text(sentences=[SOUND.texts[0].sentences[0].model_copy(update=fields)])


def with_words(*words: Word) -> Shelf:
    return SOUND.model_copy(update={"words": list(words)})


def without(kind: str) -> Shelf:
    return sound_shelf([each for each in sound_items() if each["kind"] != kind])


def of_one_kind(more: int) -> Shelf:
    second = SOUND.skills[0].model_copy(update={"key": "skill-1"})
    items = [
        each.model_copy(update={"skills": ["skill-0", "skill-1"]}) if n < more else each
        for n, each in enumerate(SOUND.items)
    ]
    return SOUND.model_copy(update={"skills": [*SOUND.skills, second], "items": items})


def with_topic(**fields: Any) -> Shelf:
    topic = Topic(**{"key": "death", "title": both("Death"), **fields})
    return SOUND.model_copy(update={"topics": [*SOUND.topics, topic]})


@pytest.mark.parametrize(
    ("name", "spoilt", "reason"),
    [
        ("exercises", aiming(exercises=69), "68 exercises; the aim is 69"),
        ("skills", aiming(skills=2), "1 skills; the aim is 2"),
        ("topics", aiming(topics=2), "1 topics; the aim is 2"),
        ("kinds", without("sort_words"), "0 exercises of kind sort_words"),
        ("skills", of_one_kind(3), "3 exercises of 1 kinds train it"),
        ("skills", of_one_kind(4), "4 exercises of 1 kinds train it"),
        ("topics", with_topic(), "0 exercises on it"),
        ("texts to read", with_text(level="A2"), "there is no text of A1"),
        ("texts to read", with_text(title={"en": "Cat"}), "the title is missing in: ru"),
        ("texts to read", sentences(words={"ka": "kat"}), "'ka' does not stand in: Een kat"),
        ("texts to read", sentences(meaning={"ru": "x"}), "'Een kat loopt.' is missing in: en"),
        ("skills explained", skilled(title={"en": "x"}), "the title is missing in: ru"),
        ("skills explained", skilled(text={"ru": "x"}), "the explanation is missing in: en"),
        ("skills explained", skilled(examples=["one"]), "it needs 2 examples"),
        ("skills explained", skilled(translations={"en": ["1", "2"]}), "translated into: ru"),
        ("words", with_words(*SOUND.words, SOUND.words[0]), "'kat' stands twice"),
        ("words", with_words(*SOUND.words[1:]), "the meaning of 'kat' is missing"),
        ("words", with_words(*SOUND.words, Word(lemma="x", meaning={"ru": "x"})), "'x' is missing"),
    ],
)
def test_what_there_is_too_little_of_is_told(name: str, spoilt: Shelf, reason: str) -> None:
    found = red(spoilt)
    assert set(found) == {name}
    assert any(reason in fault.text for fault in found[name].faults)
    assert any(reason in problem for _, problem in problems(spoilt))


def test_a_kind_that_the_language_cannot_have_is_not_missed() -> None:
    shelf = without("choose_stress")
    aims = Aims(without=["choose_stress"])
    language = shelf.language.model_copy(update={"aims": aims})
    assert red(shelf.model_copy(update={"language": language})) == {}


def test_a_course_needs_no_translation_into_its_own_language() -> None:
    language = SOUND.language.model_copy(update={"code": "en"})
    words = [each.model_copy(update={"meaning": {"ru": "x"}}) for each in SOUND.words]
    found = red(
        skilled(translations={"ru": ["1", "2"]}).model_copy(
            update={"language": language, "words": words}
        )
    )
    assert set(found) == set()


def of_kind(items: Items, *kinds: str) -> Items:
    return [each for each in items if each["kind"] in kinds]


def two_options(items: Items) -> None:
    of_kind(items, "fill_gap")[0]["wrong"] = [slip("vatulo")]


def long_keys(items: Items) -> None:
    for each in of_kind(items, *CHOOSING):
        each["answer"] += "x"


def short_keys(items: Items) -> None:
    for each in of_kind(items, *CHOOSING):
        each["answer"] = each["answer"][:-1]


def few_translations(items: Items) -> None:
    del of_kind(items, "translate")[0]["accepted"][2]


def same_answers(items: Items) -> None:
    said = of_kind(items, "order_words")[0]["accepted"][0]
    first, *rest = said.split()
    of_kind(items, "translate")[0]["accepted"][0] = " ".join([*rest, f"{first}s"])


def an_echo(items: Items) -> None:
    asked = of_kind(items, "complete_dialogue")[0]
    asked["turns"][0]["text"] = "Waar is de bergen bank?"
    asked["answer"] = "de bergens zijn hier maar"


def an_echo_in_a_text(items: Items) -> None:
    question = of_kind(items, "read_text")[0]["questions"][0]
    question["question"] = f"Wat is {question['answer'].split()[0]}?"


@pytest.mark.parametrize(
    ("name", "spoil", "reason"),
    [
        ("choices of two options", two_options, "a coin's toss"),
        ("key alone the longest", long_keys, "the longest of its options 28 times; chance is 15"),
        ("key alone the shortest", short_keys, "the shortest of its options 28 times"),
        ("accepted translations", few_translations, "2 accepted translations"),
        ("near-duplicates", same_answers, "% that of skill-0-order-words-0"),
        ("key repeats a word of the question", an_echo, "only the key takes up 'berge'"),
        ("key repeats a word of the question", an_echo_in_a_text, "only the key takes up"),
    ],
)
def test_an_exercise_that_gives_itself_away_is_told(
    name: str, spoil: Callable[[Items], None], reason: str
) -> None:
    items = sound_items()
    spoil(items)
    found = red(sound_shelf(items))
    assert set(found) == {name}
    assert reason in found[name].faults[0].text


def test_a_key_that_is_shown_too_often_at_one_place_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Content, "shuffled", lambda self, _: list(range(self.parts())))
    found = red(SOUND)
    assert set(found) == {"key by place, of 3 and more"}
    assert "at place 1" in found["key by place, of 3 and more"].value


def test_a_wrong_option_with_an_echo_of_its_own_hides_the_key() -> None:
    items = sound_items()
    an_echo(items)
    of_kind(items, "complete_dialogue")[0]["wrong"][0]["text"] = "de banken zijn hier nog"
    of_kind(items, "complete_dialogue")[0]["turns"][0]["text"] = "Waar is de bergen banken?"
    assert red(sound_shelf(items)) == {}


def test_an_echo_in_a_grammar_item_tells_nothing() -> None:
    items = sound_items()
    gap = of_kind(items, "fill_gap")[0]
    gap["sentence"] = f"{gap['answer']} ___ hier"
    found = measures(sound_shelf(items))
    echoes = next(each for each in found if each.name == "key repeats a word of the question")
    assert echoes.met
    assert not echoes.value.startswith("0.0 %")


def test_single_words_may_be_asked_for_again() -> None:
    items = sound_items()
    first, second = of_kind(items, "choose_word")[:2]
    second["answer"] = f"{first['answer'][:-1]}x"
    assert red(sound_shelf(items)) == {}
