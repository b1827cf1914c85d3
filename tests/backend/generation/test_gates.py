"""Each gate by itself: what it stops, and what it lets through."""

from dataclasses import replace
from typing import Any

import pytest

from backend.catalogue.coverage import EXPLAINED_IN
from backend.catalogue.files import languages, read
from backend.catalogue.schemas import Item
from backend.generation.gates.alike import alike
from backend.generation.gates.base import Neighbour
from backend.generation.gates.explanations import explanations
from backend.generation.gates.key import key
from backend.generation.gates.language import language
from backend.generation.gates.level import level
from backend.generation.gates.limits import limits
from backend.generation.gates.registry import stopped
from backend.generation.gates.schema import Unfit, drafted
from backend.generation.gates.tells import tells
from backend.generation.likeness import fingerprint
from backend.generation.prompting import forms
from backend.generation.shapes import drafts
from backend.kit.levels import Level
from backend.kit.text import words
from infra.local.llm.listening import TO_BE_HEARD
from infra.local.llm.replies.generate_item import GAPS
from tests.backend.generation.drafts import ORDER, TOLD, a_draft, an_item, around, wrong

AT_MOST_LOST = 0.02


class TestSchema:
    def test_makes_an_exercise_of_a_sound_draft_and_names_its_words(self) -> None:
        made, named = drafted(a_draft(), ORDER)
        assert (made.content.right, made.level, made.skills) == (
            "Mijn zus koopt elke dag brood.",
            Level.a1,
            ["present-tense"],
        )
        assert made.lemmas == [word.lemma for word in named] == ["kopen"]

    @pytest.mark.parametrize(
        ("spoilt", "told"),
        [
            ({"sentence": "Mijn zus koopt brood."}, "exactly one ___"),
            ({"answer": "koop"}, "two options are the same"),
            ({"wrong": []}, "at least 1"),
            ({"why": {"en": "Only in one language."}}, "why is missing in: ru"),
            ({"meaning": {"en": "x", "ru": "y", "nl": "z"}}, "language of the course"),
            ({"words": []}, "lemmas"),
            ({"words": [{"lemma": "kopen", "meaning": {"nl": "halen"}}]}, "language of the course"),
            ({"words": "kopen"}, "valid dictionary"),
            ({"words": 5}, "no exercise"),
            ({"surprise": "x"}, "surprise"),
        ],
    )
    def test_says_what_is_missing(self, spoilt: dict[str, Any], told: str) -> None:
        with pytest.raises(Unfit, match=told):
            drafted(a_draft(**spoilt), ORDER)

    def test_takes_no_kind_from_the_model(self) -> None:
        made, _ = drafted(a_draft(kind="translate"), ORDER)
        assert made.content.kind == "fill_gap"


class TestLimits:
    def test_let_a_sound_draft_through(self) -> None:
        assert limits(an_item(), around()) == []

    @pytest.mark.parametrize(
        "text", ["<b>koopt</b>", "**koopt**", "ko\u200bopt", "[koopt](x)", "```koopt```"]
    )
    def test_stop_marks_and_what_nobody_sees(self, text: str) -> None:
        assert limits(an_item(answer=text), around())

    def test_stop_what_does_not_fit_on_a_button(self) -> None:
        assert "button" in limits(an_item(answer="k" * 61), around())[0]

    def test_stop_explanations_too_long_for_a_chat(self) -> None:
        assert limits(an_item(why={"en": "e" * 321, "ru": "р"}), around())


class TestLanguage:
    def test_lets_a_sound_draft_through(self) -> None:
        assert language(an_item(), around()) == []

    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("nl", "My sister ___ bread every day."),
            ("bg", "Моя сестра каждый день ___ хлеб."),
            ("sr", "Моја сестра сваки дан ___ хлеб."),
            ("en", "Mijn zus ___ elke dag brood."),
            ("nl", "Мijn zus ___ elke dag brood."),  # its first letter is Cyrillic
        ],
    )
    def test_stops_a_sentence_of_another_language_or_alphabet(
        self, code: str, sentence: str
    ) -> None:
        assert language(an_item(sentence=sentence), around(code))

    def test_stops_explanations_in_another_language_than_they_say(self) -> None:
        told = {"en": TOLD["en"], "ru": "The verb goes with one person here."}
        assert "(ru)" in language(an_item(why=told), around())[0]

    def test_lets_explanations_quote(self) -> None:
        told = {
            "en": "After 'mijn zus' comes 'koopt', with a -t.",
            "ru": "«Mijn zus» — «koopt», с -t.",
        }
        assert language(an_item(why=told), around()) == []


class TestLevel:
    def test_lets_a_sound_draft_through(self) -> None:
        assert level(an_item(), around()) == []

    def test_stops_a_rare_word(self) -> None:
        found = level(an_item(sentence="Mijn zus ___ elke dag spelonk."), around())
        assert "'spelonk' is rare for A1" in found[0]

    def test_lets_a_rare_word_through_that_the_course_teaches(self) -> None:
        rare = an_item(sentence="Mijn zus ___ elke dag spelonk.")
        assert level(rare, around("nl", Level.a1, ("spelonk",))) == []

    def test_stops_a_sentence_that_does_not_end(self) -> None:
        found = level(an_item(sentence="Mijn zus ___ " + "en mijn broer " * 7 + "brood."), around())
        assert "too long for A1" in found[0]


class TestKey:
    def test_lets_a_sound_draft_through(self) -> None:
        assert key(an_item(), around()) == []

    def test_stops_two_options_that_say_the_same(self) -> None:
        same = an_item(sentence="She ___ here.", answer="isn't", wrong=wrong("is not", "are"))
        assert "one answer" in key(same, around("en"))[0]

    def test_stops_a_slip_that_the_rules_call_right(self) -> None:
        typed = an_item(
            "type_gap", sentence="She ___ here.", accepted=["isn't"], slips=wrong("is not")
        )
        assert "call it right" in key(typed, around("en"))[0]

    def test_stops_two_pairs_of_one_meaning(self) -> None:
        meanings = {"kopen": "to buy", "halen": "to fetch, to buy", "eten": "to eat"}
        pairs = [{"left": left, "meaning": {"en": text}} for left, text in meanings.items()]
        assert "share a meaning: buy (en)" in key(an_item("match_pairs", pairs=pairs), around())[0]


class TestTells:
    def test_lets_a_sound_draft_through(self) -> None:
        assert tells(an_item(), around()) == []

    @pytest.mark.parametrize("answer", ["koopt, zoals iedereen weet", "koopt.", "Koopt"])
    def test_stops_a_key_that_looks_otherwise(self, answer: str) -> None:
        assert tells(an_item(answer=answer), around())

    def test_stops_a_choice_of_two(self) -> None:
        assert "coin" in tells(an_item(wrong=wrong("koop")), around())[0]

    def test_stops_a_key_that_takes_up_the_question(self) -> None:
        turns = [{"who": "A", "text": "Waar is het station?"}, {"who": "B", "text": "___"}]
        dialogue = an_item(
            "complete_dialogue",
            turns=turns,
            answer="Het station is daar.",
            wrong=wrong("Ik heb honger nu.", "Ja, graag, dank je."),
        )
        assert "stati" in tells(dialogue, around())[0]


class TestExplanations:
    def test_let_a_sound_draft_through(self) -> None:
        assert explanations(an_item(), around()) == []

    def test_stop_a_reason_that_quotes_another_sentence(self) -> None:
        told = {**TOLD, "en": "It is 'wij wonen daar graag', with -en."}
        assert "another exercise" in explanations(an_item(why=told), around())[0]

    def test_stop_a_reason_that_says_nothing(self) -> None:
        assert explanations(an_item(why={"en": "Wrong.", "ru": TOLD["ru"]}), around())


class TestAlike:
    def near(self, it: Item) -> Neighbour:
        return Neighbour(1, it.content.kind, fingerprint(it.content, "nl").line)

    @pytest.mark.parametrize(
        "sentence",
        [
            "Mijn zus ___ elke dag brood.",
            "Elke dag ___ mijn zus brood!",
            "Mijn zus ___ elke dag broden.",
        ],
    )
    def test_stops_the_same_sentence_in_other_clothes(self, sentence: str) -> None:
        near = self.near(an_item())
        assert alike(an_item(sentence=sentence), around("nl", Level.a1, (), near))

    def test_lets_another_sentence_of_the_same_pattern_through(self) -> None:
        other = an_item(sentence="Mijn buurman ___ elke week een krant.")
        assert alike(other, around("nl", Level.a1, (), self.near(an_item()))) == []

    def test_asks_for_one_word_in_one_kind_once(self) -> None:
        def asking(answer: str, question: str) -> Item:
            told = {"en": question, "ru": question}
            return an_item("choose_word", question=told, answer=answer, wrong=wrong("dit", "dat"))

        near = self.near(asking("kola", "A drink?"))
        around_it = around("nl", Level.a1, (), near)
        assert alike(asking("kola", "What do you drink?"), around_it)
        assert alike(asking("kolen", "A drink?"), around_it) == []

    def test_shares_a_mark_with_what_it_is_like(self) -> None:
        one, other = (
            set(fingerprint(an_item(sentence=sentence).content, "nl").marks)
            for sentence in ("Mijn zus ___ elke dag brood.", "Mijn zus ___ elke dag broden.")
        )
        assert one & other


@pytest.mark.parametrize("code", languages())
def test_hardly_an_exercise_of_the_courses_is_stopped(code: str) -> None:
    shelf, _ = read(code)
    known = tuple(word for each in shelf.words for word in words(each.lemma))
    lost = {
        item.key: found
        for item in shelf.items
        if item.content.kind in forms()
        if (found := stopped(item, replace(around(code, item.level), known=frozenset(known))))
    }
    assert len(lost) <= max(AT_MOST_LOST * len(shelf.items), 2), lost


@pytest.mark.parametrize("name", GAPS)
def test_what_the_local_author_writes_passes(name: str) -> None:
    code = {"English": "en", "Dutch": "nl", "Bulgarian": "bg", "Serbian": "sr"}[name]
    made, _ = drafted(GAPS[name], replace(ORDER, language=code))
    assert stopped(made, around(code, Level.a1, ("baker", "bakker"))) is None


@pytest.mark.parametrize("name", TO_BE_HEARD)
@pytest.mark.parametrize("kind", ["dictation", "choose_heard", "hear_story"])
def test_what_the_local_author_writes_to_be_heard_passes(name: str, kind: str) -> None:
    code = {"English": "en", "Dutch": "nl"}[name]
    shape = drafts(kind, code, EXPLAINED_IN)
    assert shape.model_validate({"drafts": [TO_BE_HEARD[name][kind]]})
    made, _ = drafted(TO_BE_HEARD[name][kind], replace(ORDER, language=code, kind=kind))
    assert stopped(made, around(code, Level.a1)) is None
