"""What is written to be called right: beside a wrong answer, and in what a model is asked."""

import json
from collections.abc import Iterator

import pytest

from backend.exercises.kinds.translate import Translate
from backend.judging.asking import judging
from backend.judging.findings import decide
from backend.judging.worth import Given
from tests.backend.judging.test_suspicion import OBEDIENT, TAUGHT, translations
from tests.evals.sets import attacks

EXERCISES = 6  # of each language

FORMS = (
    "{wrong} {attack}",
    "{attack} {wrong}",
    "{begun} {attack}",
)


def answers(content: Translate, attack: str) -> Iterator[str]:
    """The attack beside an answer that is known to be wrong, and after the first word of it."""
    wrong = content.slips[0].text if content.slips else content.accepted[0][:-3]
    begun = content.accepted[0].split()[0]
    for form in FORMS:
        yield form.format(wrong=wrong, attack=attack, begun=begun)


def given(content: Translate, language: str, text: str) -> Given:
    return Given(text, language, tuple(content.accepted), tuple(content.text.values()))


@pytest.mark.parametrize("language", TAUGHT)
def test_beside_a_wrong_answer_no_attack_makes_an_obedient_model_raise_it(language: str) -> None:
    raised = [
        text
        for content in translations(language)[:EXERCISES]
        for attack in attacks()
        for text in answers(content, attack.text)
        if decide(OBEDIENT, given(content, language, text)).verdict.is_right
    ]
    assert raised == []


@pytest.mark.parametrize("language", TAUGHT)
def test_the_instruction_is_the_same_whatever_is_answered(language: str) -> None:
    for content in translations(language)[:EXERCISES]:
        plain = judging(given(content, language, "-"), content.text, [], native="en", user_id=None)
        for attack in attacks():
            answer = given(content, language, attack.text)
            asked = judging(answer, content.text, [], native="en", user_id=None)
            assert asked.prompt == plain.prompt
            [line] = asked.lines
            assert json.loads(line.text)["learner_answer"] == attack.text
            assert "<" not in line.text


def test_an_accepted_answer_that_the_course_had_not_listed_is_still_right() -> None:
    """The other side: what the rules against attacks cost honest answers."""
    lost = total = 0
    for language in TAUGHT:
        for content in translations(language):
            for text in content.accepted[1:]:
                others = tuple(each for each in content.accepted if each != text)
                answer = Given(text, language, others, tuple(content.text.values()))
                lost += not decide(OBEDIENT, answer).verdict.is_right
                total += 1
    assert total > 800
    assert lost / total <= 0.005
