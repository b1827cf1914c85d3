"""Every scenario can be played to its end without a model, whatever is said."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from backend.catalogue.dialogues import MOST_TURNS
from backend.catalogue.files import languages
from backend.catalogue.scenarios import Scenario
from backend.exercises.tongues.alphabets import cyrillic
from backend.tutor import guided
from backend.tutor.guided import PATIENCE, Said, State
from backend.tutor.scenarios import scenario, scenarios_of

EVERY = [each for language in languages() for each in scenarios_of(language)]
PLAYED = [pytest.param(each, id=each.key) for each in EVERY]
TYPED: dict[str, dict[str, dict[str, dict[str, str]]]] = yaml.load(
    Path(__file__).with_name("typed_replies.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
OFF_TOPIC = {
    "en": ["elephants everywhere", "asdf qwer", "🙂🙂🙂", "lorem ipsum dolor"],
    "nl": ["overal olifanten", "asdf qwer", "🙂🙂🙂", "lorem ipsum dolor"],
    "bg": ["навсякъде слонове", "asdf qwer", "🙂🙂🙂", "фывапр"],
    "sr": ["svuda slonovi", "asdf qwer", "🙂🙂🙂", "фывапр"],
}
GARBAGE = "abcxyz фыв čćž 0123 .,!? *#@=^'\"{}\\ \n\u200b🙂 не geen ne no"


def found(key: str) -> Scenario:
    played = scenario(key, key.split("-", maxsplit=1)[0])
    assert played is not None
    return played


def cafe() -> tuple[Scenario, State]:
    played = found("en-cafe")
    return played, guided.start(played, Random(1))


def play(played: Scenario, state: State, *texts: str) -> tuple[State, Said]:
    said = guided.asking(played, state)
    for text in texts:
        state, said = guided.reply(played, state, text)
    return state, said


@pytest.mark.parametrize("played", PLAYED)
class TestByChips:
    def test_each_leads_where_its_intent_does(self, played: Scenario) -> None:
        for step in played.steps:
            state = State(scenario=played.key, seed=1, step=step.key)
            asked = guided.asking(played, state)
            assert {chip.say for chip in asked.chips} == {chip.say for chip in step.chips()}
            for chip in step.chips():
                for text in (chip.say, chip.say.upper(), chip.say.rstrip(".?!")):
                    after, said = guided.reply(played, state, text)
                    assert after.step == step.shown_by(chip).then
                    assert (said.understood, said.fuller) == (True, None)

    def test_every_way_ends_at_the_goal_within_bounds(self, played: Scenario) -> None:
        for seed in range(6):
            chance = Random(seed)
            state = guided.start(played, chance)
            said = guided.opening(played, state)
            assert said.lines[0] == played.opening
            turns = 0
            while not said.over:
                assert 2 <= len(said.chips) <= 3
                assert said.hint
                state, said = guided.reply(played, state, chance.choice(said.chips).say)
                turns += 1
                assert turns <= MOST_TURNS
            assert said.goal_reached
            assert len(said.praise) == turns == len(state.own)
            assert said.lines[-1] in [line for end in played.ends for line in end.lines]


@pytest.mark.parametrize("played", PLAYED)
class TestNonsense:
    def test_is_not_understood_and_still_comes_to_the_end(self, played: Scenario) -> None:
        state = guided.start(played, Random(2))
        for turn in range(PATIENCE * MOST_TURNS):
            state, said = guided.reply(played, state, "🙂" * (turn + 1))
            assert not said.understood
            if said.over:
                break
        assert said.over
        assert not said.goal_reached
        assert said.praise == ()

    def test_of_any_sort_ends_within_bounds(self, played: Scenario) -> None:
        chance = Random(played.key)
        for _ in range(3):
            state = guided.start(played, chance)
            for _ in range(PATIENCE * MOST_TURNS):
                text = "".join(chance.choices(GARBAGE, k=chance.randrange(40)))
                state, said = guided.reply(played, state, text)
                assert said.lines
                if said.over:
                    break
            assert state.over

    def test_about_something_else_is_asked_again_with_chips(self, played: Scenario) -> None:
        for step in played.steps:
            if any("@" in pattern for intent in step.intents for pattern in intent.accept):
                continue
            state = State(scenario=played.key, seed=3, step=step.key)
            for text in OFF_TOPIC[played.language]:
                after, said = guided.reply(played, state, text)
                assert not said.understood, (step.key, text)
                assert after.step == step.key
                assert said.lines[-1] == step.rephrase
                assert said.chips


class TestWhatPeopleType:
    @pytest.mark.parametrize(
        "key", [f"{language}-{key}" for language, plays in TYPED.items() for key in plays]
    )
    def test_is_understood(self, key: str) -> None:
        language, name = key.split("-", 1)
        played, misheard = found(key), []
        for step, replies in TYPED[language][name].items():
            asked = played.step(step)
            assert asked is not None
            for text, meant in replies.items():
                understood = guided.understood(played, asked, text)
                if understood is None or understood.key != meant:
                    misheard.append((step, text, meant, understood and understood.key))
        assert misheard == []

    def test_is_understood_in_either_alphabet(self) -> None:
        for played in scenarios_of("sr"):
            for step in played.steps:
                for chip in step.chips():
                    for way in (cyrillic(chip.say), bare(chip.say)):
                        assert guided.understood(played, step, way) == step.shown_by(chip), way


def bare(text: str) -> str:
    return text.translate(str.maketrans("čćžšČĆŽŠ", "cczsCCZS")).replace("đ", "dj")


class TestReply:
    def test_says_the_answer_and_the_next_question(self) -> None:
        played, state = cafe()
        after, said = play(played, state, "a coffee for me please")
        assert after.step == "milk"
        assert said.lines[0].say == "A coffee, lovely."
        asked = played.step("milk")
        assert asked is not None
        assert said.lines[1] in asked.lines
        assert said.hint == asked.hint

    def test_offers_a_fuller_way_to_say_a_word_or_two(self) -> None:
        played, state = cafe()
        _, said = play(played, state, "coffee")
        assert said.fuller is not None
        assert said.fuller.say == "A coffee, please."

    @pytest.mark.parametrize("text", ["I would like a coffee", "cappuccino", "A coffee please!"])
    def test_offers_none_for_what_is_full_or_something_else(self, text: str) -> None:
        played, state = cafe()
        _, said = play(played, state, text)
        assert said.understood
        assert said.fuller is None

    def test_knows_a_slip_of_the_finger(self) -> None:
        played, state = cafe()
        _, said = play(played, state, "A coffee, plaese")
        assert said.slip is not None
        assert (said.slip.say, said.fuller) == ("A coffee, please.", None)
        _, said = play(played, state, "A coffee, please")
        assert (said.slip, said.fuller) == (None, None)

    def test_answers_what_no_chip_says_too(self) -> None:
        played = found("en-luggage")
        state = State(scenario=played.key, seed=1, step="look")
        after, said = guided.reply(played, state, "it is green and soft")
        assert after.step == "mark"
        assert said.lines[0].say == "Thank you, that helps."

    def test_helps_after_the_second_reply_that_is_not_understood(self) -> None:
        played, state = cafe()
        state, said = play(played, state, "purple elephants")
        assert (state.step, state.tries) == ("drink", 1)
        state, said = play(played, state, "green elephants")
        assert (state.step, state.tries, state.helped) == ("milk", 0, ("drink",))
        assert "“A coffee, please.”" in said.lines[0].say
        assert "«Кофе, пожалуйста.»" in said.lines[0].meaning["ru"]
        assert not said.understood
        assert said.chips

    def test_a_reply_that_is_understood_makes_up_for_one_that_was_not(self) -> None:
        played, state = cafe()
        state, _ = play(played, state, "elephants", "tea", "elephants")
        assert (state.step, state.tries, state.helped) == ("milk", 1, ())

    @pytest.mark.parametrize("text", ["What?", "Can you repeat that?", "I don't understand"])
    def test_who_asks_to_hear_it_again_hears_it_in_other_words(self, text: str) -> None:
        played, state = cafe()
        _, said = play(played, state, text)
        assert said.lines[0] in played.manners.repeating
        assert said.lines[1] == played.steps[0].rephrase
        assert said.lost

    @pytest.mark.parametrize("language", ["nl", "bg", "sr"])
    @pytest.mark.parametrize(
        "text",
        ["I don't understand", "I don’t understand 😕", "Я не понимаю", "What does that mean?"],
    )
    def test_who_says_so_in_a_language_of_their_own_is_lost_too(
        self, language: str, text: str
    ) -> None:
        for played in scenarios_of(language):
            for step in played.steps:
                state = State(scenario=played.key, seed=1, step=step.key)
                _, said = guided.reply(played, state, text)
                assert (said.lost, said.understood) == (True, False), (played.key, step.key)
                assert said.lines == (said.lines[0], step.rephrase)
                assert said.lines[0] in played.manners.repeating

    def test_who_asks_twice_is_helped_and_still_lost(self) -> None:
        played, state = cafe()
        state, said = play(played, state, "Я не понимаю", "что это значит?")
        assert (state.helped, said.lost) == (("drink",), True)

    def test_who_says_something_else_is_not_lost(self) -> None:
        played, state = cafe()
        assert not play(played, state, "purple elephants")[1].lost
        assert play(played, state, "I do not get it, a coffee?")[0].step == "milk"

    @pytest.mark.parametrize(
        ("language", "text"), [("bg", "Не разбирам."), ("sr", "Ne razumem."), ("nl", "Pardon?")]
    )
    def test_asking_again_is_neither_a_name_nor_a_no(self, language: str, text: str) -> None:
        for played in scenarios_of(language):
            for step in played.steps:
                meant = guided.understood(played, step, text)
                assert meant is None or meant.key == "again", (played.key, step.key)

    def test_please_after_a_name_asks_nothing_again(self) -> None:
        played = found("bg-ticket")
        step = next(step for step in played.steps if step.key == "where")
        assert guided.understood(played, step, "София, моля") is not None

    def test_praises_what_the_learner_said_and_not_what_was_helped_with(self) -> None:
        played, state = cafe()
        chips = ["tea", "elephants", "elephants", "cake", "outside", "the bill", "card"]
        state, said = play(played, state, *chips)
        assert said.over
        assert said.goal_reached
        assert state.helped == ("milk",)
        assert played.steps[1].praise not in said.praise
        assert len(said.praise) == 5

    def test_after_the_end_the_last_words_are_said_again(self) -> None:
        played, state = cafe()
        state, said = play(played, state, "tea", "no", "cake", "inside", "the bill", "cash")
        again, repeated = guided.reply(played, state, "tea")
        assert again == state
        assert repeated.lines == said.lines[-1:]
        assert repeated.over

    def test_says_the_same_again_to_the_same(self) -> None:
        played, state = cafe()
        assert guided.reply(played, state, "tea") == guided.reply(played, state, "tea")


class TestState:
    def test_is_json_and_back(self) -> None:
        played, state = cafe()
        state, _ = play(played, state, "tea", "elephants")
        kept: dict[str, Any] = json.loads(json.dumps(state.model_dump(mode="json")))
        assert State.model_validate(kept) == state

    def test_of_an_older_file_begins_anew(self) -> None:
        played, _ = cafe()
        lost = State(scenario=played.key, seed=1, step="a-step-of-long-ago")
        state, said = guided.reply(played, lost, "tea")
        assert said.understood
        assert state.step == "milk"


class TestJoined:
    def test_goes_on_from_where_it_was_left(self) -> None:
        played, state = cafe()
        stood, _ = play(played, state, "elephants", "elephants")
        state = guided.joined(played, ["without milk please"], Random(1), stood)
        assert (state.step, state.helped) == ("food", ("drink",))

    def test_goes_on_where_the_replies_so_far_have_led(self) -> None:
        played, _ = cafe()
        said = ["Good morning to you!", "I'd like some tea", "without milk please", "hm"]
        assert guided.joined(played, said, Random(1)).step == "food"

    def test_is_never_at_its_end(self) -> None:
        played, _ = cafe()
        said = ["tea", "no", "cake", "inside", "the bill", "card", "bye"]
        state = guided.joined(played, said, Random(1))
        assert (state.step, state.over) == ("pay", False)
