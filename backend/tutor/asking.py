"""Pure: what a model is asked about a talk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.catalogue.scenarios import Scenario
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.llm.asking import Asked, Line, Role
from backend.llm.prompts import as_data, prompt
from backend.tutor.level import LIMITS, Limits

VERBATIM = 20  # turns that are told word by word, at the least
TO_SUM_UP = 10  # turns beyond those, until they are summed up
MOST_TOLD = 40
MOST_FACTS = 20  # that a reply may need
MAX_LINE = 1_200
MOST_SKILLS = 100

LANGUAGES: Mapping[str, str] = {
    "en": "English",
    "nl": "Dutch",
    "bg": "Bulgarian",
    "sr": "Serbian (ekavian)",
    "ru": "Russian",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "uk": "Ukrainian",
}
_SCRIPTS: Mapping[tuple[str, str], str] = {
    ("sr", Alphabet.latin): "Write Serbian in the Latin alphabet.",
    ("sr", Alphabet.cyrillic): "Write Serbian in the Cyrillic alphabet.",
    ("bg", Alphabet.latin): "Write Bulgarian in the Cyrillic alphabet.",
    ("bg", Alphabet.cyrillic): "Write Bulgarian in the Cyrillic alphabet.",
}
_FREE = "You talk with the learner about their day, their interests and whatever they bring up."
_LONGEST = Limits(0.0, 1.0, 35, 140)


@dataclass(frozen=True)
class Reading:
    """Who reads: whose budget it is, what they learn, and in which language they think."""

    user_id: int
    native: str
    target: str
    level: Level
    alphabet: str


@dataclass(frozen=True)
class Said:
    """A turn as it is told to a model."""

    learner: str
    tutor: str | None


def language(code: str) -> str:
    return LANGUAGES.get(code, f"the language with the code {code}")


def reply_to(
    reader: Reading,
    played: Scenario | None,
    *,
    message: str,
    talk: Sequence[Said],
    summary: str | None,
    facts: Sequence[str],
) -> Asked:
    """The tutor's next line; `talk` is what was said before `message`."""
    data = as_data(
        facts=list(facts[:MOST_FACTS]),
        summary=summary,
        talk=_lines(talk[-MOST_TOLD:]),
        message=message[:MAX_LINE],
    )
    words = {**_words(reader), "native": language(reader.native)}
    instruction = prompt("converse", **words, scene=scene(played), lengths=_lengths(reader.level))
    return Asked(Role.converse, instruction, (Line("user", data),), reader.user_id)


def scene(played: Scenario | None) -> str:
    """What is played, in words of the catalogue."""
    if played is None:
        return _FREE
    title, about = played.title.get("en", played.key), played.scene.get("en", "")
    tutor, learner = (
        played.roles.tutor.get("en", "tutor"),
        played.roles.learner.get("en", "learner"),
    )
    goal = played.goal.get("en", "")
    return (
        f"You play a scene with the learner: {title}. {about} Your part: {tutor}. The learner's"
        f" part: {learner}. Their goal: {goal} Stay in your part until the goal is reached; then"
        " say a friendly goodbye."
    )


def simpler(reader: Reading, line: str, too_rare: Sequence[str]) -> Asked:
    words = _words(reader)
    instruction = prompt("simplify_line", **words, lengths=_lengths(reader.level))
    data = as_data(line=line[:MAX_LINE], too_rare=list(too_rare[:20]))
    return Asked(Role.converse, instruction, (Line("user", data),), reader.user_id)


def corrections(
    reader: Reading,
    played: Scenario | None,
    *,
    before: str | None,
    said: Said,
    skills: Sequence[str],
) -> Asked:
    goal = "There is no goal: `goal_reached` is false."
    if played is not None:
        goal = f"`goal_reached`: whether the learner has reached this: {played.goal.get('en', '')}"
    words = {**_words(reader), "native": language(reader.native), "goal": goal}
    data = as_data(
        before=(before or "")[:MAX_LINE],
        message=said.learner[:MAX_LINE],
        reply=(said.tutor or "")[:MAX_LINE],
        skills=list(skills[:MOST_SKILLS]),
    )
    return Asked(Role.judge, prompt("correct_turn", **words), (Line("user", data),), reader.user_id)


def translation(reader: Reading, line: str) -> Asked:
    words = {"language": language(reader.target), "native": language(reader.native)}
    data = as_data(line=line[:MAX_LINE])
    instruction = prompt("translate_line", **words)
    return Asked(Role.explain, instruction, (Line("user", data),), reader.user_id)


def summary(reader: Reading, so_far: str | None, talk: Sequence[Said]) -> Asked:
    data = as_data(so_far=so_far, talk=_lines(talk))
    instruction = prompt("summarise_talk", language=language(reader.target))
    return Asked(Role.report, instruction, (Line("user", data),), reader.user_id)


def new_facts(
    reader: Reading, played: Scenario | None, *, known: Sequence[str], said: Sequence[str]
) -> Asked:
    part = "none was played."
    if played is not None:
        part = f"they played this one: {played.roles.learner.get('en', '')}."
    words = {"language": language(reader.target), "native": language(reader.native), "scene": part}
    data = as_data(known=list(known), lines=[line[:MAX_LINE] for line in said])
    instruction = prompt("remember_facts", **words)
    return Asked(Role.report, instruction, (Line("user", data),), reader.user_id)


def praise(reader: Reading, played: Scenario | None, said: Sequence[str]) -> Asked:
    words = {
        "language": language(reader.target),
        "level": str(reader.level),
        "native": language(reader.native),
    }
    goal = played.goal.get("en") if played else None
    data = as_data(goal=goal, lines=[line[:MAX_LINE] for line in said[-VERBATIM:]])
    return Asked(Role.report, prompt("end_card", **words), (Line("user", data),), reader.user_id)


def _words(reader: Reading) -> dict[str, str]:
    return {
        "language": language(reader.target),
        "level": str(reader.level),
        "script": _SCRIPTS.get((reader.target, reader.alphabet), ""),
    }


def _lengths(level: Level) -> str:
    limits = LIMITS.get(level, _LONGEST)
    return (
        f"At most {limits.whole // 2} words in all, and never more than {limits.sentence} words in"
        " a sentence."
    )


def _lines(talk: Sequence[Said]) -> list[dict[str, str]]:
    lines: list[dict[str, str]] = []
    for turn in talk:
        if turn.learner:
            lines.append({"learner": turn.learner[:MAX_LINE]})
        if turn.tutor:
            lines.append({"tutor": turn.tutor[:MAX_LINE]})
    return lines
