"""Pure: what is told of a talk, in the learner's native language and alphabet."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from backend.catalogue.scenarios import Phrase, Scenario
from backend.exercises.grading import in_language
from backend.tutor.schemas import HintOut, MendedOut, PhraseOut, TalkOut, TurnOut
from backend.words.spelling import spelled

MOST_PHRASES = 5
MOST_HINTS = 2
FULLER = "style"  # the type of what was no mistake, and can be said better


class Reader(Protocol):
    """Whoever reads: a profile."""

    @property
    def native(self) -> str: ...
    @property
    def target(self) -> str: ...
    @property
    def alphabet(self) -> str: ...


class TurnRow(Protocol):
    """What a turn holds."""

    id: Any
    conversation_id: Any
    number: Any
    said: Any
    state: Any
    trouble: Any
    reply: Any
    meaning: Any
    translated: Any
    mistakes: Any
    chips: Any
    hints: Any
    guided: Any
    stopped: Any
    message_id: Any


def turn_out(
    turn: TurnRow, reader: Reader, *, live: bool, can_talk: bool, goal_reached: bool = False
) -> TurnOut:
    """`can_talk`: a model is there, which could translate it."""
    meaning = in_language(turn.meaning, reader.native)
    return TurnOut(
        id=turn.id,
        conversation_id=turn.conversation_id,
        number=turn.number,
        said=turn.said,
        state=turn.state,
        trouble=turn.trouble,
        reply=turn.reply,
        meaning=meaning if turn.translated else None,
        mistakes=mended_out(turn.mistakes or [], reader.native),
        chips=turn.chips or [],
        guided=turn.guided,
        stopped=turn.stopped,
        live=live,
        goal_reached=goal_reached,
        message_id=turn.message_id,
        hint=hint_out(turn.hints or []),
        translatable=can_talk or meaning is not None,
    )


def opened(about: Mapping[str, str], chips: Sequence[Phrase], reader: Reader) -> list[Any]:
    """Hints as a turn keeps them, to be told with its reply."""
    told = in_language(dict(about), reader.native) or ""
    phrases = [phrase_out(chip, reader) for chip in chips[:MOST_HINTS]]
    return [{"about": told}, *(phrase.model_dump(exclude_none=True) for phrase in phrases)]


def hint_out(hints: Sequence[Mapping[str, str]]) -> HintOut | None:
    """What is told with a reply; None for hints that are kept until somebody asks for them."""
    about = [one["about"] for one in hints if "about" in one]
    return HintOut(about=about[0] or None, phrases=hinted(hints)) if about else None


def hinted(hints: Sequence[Mapping[str, str]]) -> list[PhraseOut]:
    kept = [one for one in hints if "say" in one][:MOST_HINTS]
    return [PhraseOut(say=one["say"], meaning=one.get("meaning")) for one in kept]


def mended_out(found: Sequence[Mapping[str, Any]], native: str) -> list[MendedOut]:
    return [
        MendedOut(
            wrong=one["wrong"],
            right=one["right"],
            because=in_language(one.get("because"), native),
            fuller=one.get("type") == FULLER,
        )
        for one in found
    ]


def talk_out(
    conversation: Any, scenario: Scenario | None, turn: TurnOut, reader: Reader
) -> TalkOut:
    """`conversation` is the row of the talk."""
    native = reader.native
    phrases = scenario.phrases[:MOST_PHRASES] if scenario else []
    return TalkOut(
        id=conversation.id,
        target=reader.target,
        guided=conversation.guided,
        phase=conversation.phase,
        title=in_language(scenario.title, native) if scenario else None,
        scene=in_language(scenario.scene, native) if scenario else None,
        role=in_language(scenario.roles.learner, native) if scenario else None,
        goal=in_language(scenario.goal, native) if scenario else None,
        phrases=[phrase_out(each, reader) for each in phrases],
        turn=turn,
    )


def phrase_out(phrase: Phrase, reader: Reader) -> PhraseOut:
    return PhraseOut(
        say=written(phrase.say, reader), meaning=in_language(phrase.meaning, reader.native)
    )


def written(text: str, reader: Reader) -> str:
    """A line of the catalogue in the learner's alphabet."""
    return spelled(text, reader.target, reader.alphabet)


def joined(lines: Sequence[Phrase], reader: Reader) -> tuple[str, dict[str, str]]:
    """Several lines as one reply, and what it means, by each language that all of them have."""
    said = " ".join(written(line.say, reader) for line in lines)
    codes = set.intersection(*(set(line.meaning) for line in lines)) if lines else set()
    return said, {code: " ".join(line.meaning[code] for line in lines) for code in codes}
