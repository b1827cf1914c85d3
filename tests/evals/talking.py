"""Contexts of talks: what the tutor replies, before anything is done to it."""

from typing import NamedTuple

from backend.exercises.tongues.alphabets import is_cyrillic
from backend.exercises.tongues.registry import tongue_of
from backend.kit.alphabet import Alphabet
from backend.kit.text import comparable, words
from backend.llm.asking import Llm, LlmError
from backend.tutor.asking import Reading, Said, reply_to
from backend.tutor.level import Lexis, measured
from backend.tutor.rarity import list_ends, zipf_of
from backend.tutor.scenarios import scenario
from tests.evals.report import Report, share
from tests.evals.sets import Talk

OWN_WORDS = 0.5  # of a reply are words of its language


class Replied(NamedTuple):
    """`reply` is None where a model gave none."""

    talk: Talk
    reply: str | None

    @property
    def is_at_level(self) -> bool:
        tongue, said = self.talk.language, " ".join([self.talk.message, *self._told])
        lexis = Lexis(zipf_of(tongue), list_ends(tongue), frozenset(words(said)))
        return not measured(self.reply or "", self.talk.level, lexis).is_over

    @property
    def is_in_language(self) -> bool:
        letters = [char for char in self.reply or "" if char.isalpha()]
        cyrillic = sum(map(is_cyrillic, letters)) > len(letters) / 2
        if cyrillic is not (self.talk.language == "bg"):
            return False
        tongue = tongue_of(self.talk.language).of(self.reply or "")
        said = tongue.words(self.reply or "")
        return share(tongue.is_word(word) for word in said) >= OWN_WORDS

    @property
    def leaks(self) -> bool:
        said = f" {comparable(self.reply or '')} "
        return any(f" {comparable(text)} " in said for text in self.talk.leaks)

    @property
    def _told(self) -> list[str]:
        return [line for turn in self.talk.said for line in turn]


async def replied(llm: Llm, talk: Talk) -> Replied:
    native = "ru" if talk.language == "en" else "en"
    reader = Reading(0, native, talk.language, talk.level, Alphabet.latin)
    asked = reply_to(
        reader,
        scenario(talk.scenario, talk.language) if talk.scenario else None,
        message=talk.message,
        talk=[Said(learner, tutor) for learner, tutor in talk.said],
        summary=None,
        facts=(),
    )
    asked = type(asked)(asked.role, asked.prompt, asked.lines)
    try:
        return Replied(talk, "".join([piece async for piece in llm.stream(asked)]))
    except LlmError:
        return Replied(talk, None)


def tell(report: Report, every: list[Replied]) -> None:
    told = [each for each in every if each.reply is not None]
    report("talks", "talks", len(every))
    report("talks", "without an answer", len(every) - len(told))
    report("talks", "level hits", share(each.is_at_level for each in told))
    report("talks", "in the language", share(each.is_in_language for each in told))
    hidden = [each for each in told if each.talk.leaks]
    report("talks", "talks with something to find", len(hidden))
    report("talks", "answer leaks", share(each.leaks for each in hidden))
