"""Exercises made of the words of the texts."""

from collections import Counter

import pytest

from backend.catalogue.files import languages, read
from backend.catalogue.schemas import Item, ReadingText, Sentence, Shelf, Word
from backend.catalogue.vocabulary import OPTIONS, word_items
from backend.exercises.kinds.choose_word import ChooseWord
from backend.kit.levels import Level
from tests.factories import a_shelf, both


def a_text(key: str, level: Level, *lemmas: str) -> ReadingText:
    one = Sentence(text="Zin.", meaning=both("sentence"), words={each: each for each in lemmas})
    return ReadingText(key=key, level=level, topic="life", title=both(key), sentences=[one] * 4)


def a_shelf_of(meanings: dict[str, str], language: str = "en") -> Shelf:
    words = [Word(lemma=lemma, meaning={language: said}) for lemma, said in meanings.items()]
    texts = [a_text("text", Level("A1"), *meanings)]
    return a_shelf(items=[]).model_copy(update={"words": words, "texts": texts})


def options(item: Item) -> tuple[str, list[str]]:
    content = item.content
    assert isinstance(content, ChooseWord)
    return content.answer, [option.text for option in content.wrong]


def offered(shelf: Shelf) -> dict[str, set[str]]:
    return {key: set(wrong) for key, wrong in map(options, word_items(shelf))}


THINGS = {f"ding{n}": f"thing {n}" for n in range(OPTIONS + 1)}


class TestOptions:
    @pytest.mark.parametrize("code", languages())
    def test_stand_in_no_order_that_points_at_the_key(self, code: str) -> None:
        shelf, _ = read(code)
        places = Counter(
            sorted([key, *wrong]).index(key) for key, wrong in map(options, word_items(shelf))
        )
        assert max(places.values()) < 0.45 * places.total()

    @pytest.mark.parametrize("code", languages())
    def test_are_not_always_the_same_few(self, code: str) -> None:
        shelf, _ = read(code)
        made = word_items(shelf)
        times = Counter(text for item in made for text in options(item)[1])
        assert max(times.values()) < 0.2 * len(made)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("first; at first", "first"),
            ("to say (once)", "to say"),
            ("neighbour (woman)", "neighbour"),
            ("a house, a home", "the home"),
            ("life; to live", "to live"),
        ],
    )
    def test_never_mean_the_same_in_part(self, one: str, other: str) -> None:
        made = offered(a_shelf_of({**THINGS, "een": one, "ander": other}))
        assert "ander" not in made["een"]
        assert "een" not in made["ander"]

    def test_are_told_apart_by_more_than_a_capital(self) -> None:
        made = offered(a_shelf_of({**THINGS, "Pools": "Polish", "pools": "to pool"}))
        assert "pools" not in made["Pools"]

    @pytest.mark.parametrize(
        ("language", "meanings"),
        [
            ("en", {f"v{n}": f"to do {n}" for n in range(OPTIONS + 1)}),
            ("ru", dict(zip("abcd", ["идти", "беречь", "сесть", "учиться"], strict=True))),
            ("ru", dict(zip("abcd", ["белый", "синий", "большой", "старый"], strict=True))),
            ("ru", dict(zip("ABCD", ["среда", "вторник", "суббота", "март"], strict=True))),
            ("ru", dict(zip("abcd", ["ночь", "кровать", "новость", "стол"], strict=True))),
        ],
    )
    def test_are_of_the_sort_of_the_word(self, language: str, meanings: dict[str, str]) -> None:
        strangers = {
            "en": {f"n{n}": f"thing {n}" for n in range(8)},
            "ru": {"x": "делать", "y": "быть", "z": "нести", "w": "печься", "t": "кричать"},
        }[language]
        if "белый" in meanings.values() or "идти" in meanings.values():
            strangers = {f"n{n}": f"вещь {n}" for n in range(8)}
        made = offered(a_shelf_of({**meanings, **strangers}, language))
        for lemma in meanings:
            assert made[lemma] == meanings.keys() - {lemma}

    def test_of_a_noun_are_nouns_whatever_its_russian_ends_in(self) -> None:
        words = [Word(lemma="nacht", meaning={"en": "night", "ru": "ночь"})]
        words += [Word(lemma=f"v{n}", meaning={"en": f"to do {n}"}) for n in range(5)]
        words += [Word(lemma=f"n{n}", meaning={"en": f"thing {n}"}) for n in range(3)]
        text = a_text("text", Level("A1"), *(word.lemma for word in words))
        shelf = a_shelf(items=[]).model_copy(update={"words": words, "texts": [text]})
        assert offered(shelf)["nacht"] == {"n0", "n1", "n2"}


def test_a_word_is_of_the_level_of_its_easiest_text() -> None:
    shelf = a_shelf_of(THINGS)
    hard, easy = a_text("hard", Level("A2"), *THINGS), a_text("easy", Level("A1"), "ding0", "ding1")
    shelf = shelf.model_copy(update={"texts": [hard, easy]})
    assert {options(item)[0]: str(item.level) for item in word_items(shelf)} == {
        "ding0": "A1",
        "ding1": "A1",
        "ding2": "A2",
        "ding3": "A2",
    }


def test_too_few_words_make_no_exercise() -> None:
    assert word_items(a_shelf_of(dict(list(THINGS.items())[:OPTIONS]))) == []


@pytest.mark.parametrize(
    ("meaning", "asked"),
    [
        ("старый; «… years old» — … лет", "старый"),
        ("старый; давний", "старый; давний"),
        ("старый; older", "старый; older"),
        ("old", "old"),
    ],
)
def test_a_question_does_not_name_the_word_where_it_can_do_without(
    meaning: str, asked: str
) -> None:
    made = word_items(a_shelf_of({"old": meaning, **THINGS}, "ru"))
    content = next(item.content for item in made if options(item)[0] == "old")
    assert isinstance(content, ChooseWord)
    assert content.question == {"ru": f"Какое слово значит «{asked}»?"}
    assert content.why["ru"] == f"«old» значит «{meaning}»."
