"""Plain functions with defaults: a test says only what matters to it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from backend.attempts.schemas import AnswerIn, AnswerOut, AnyAnswer
from backend.catalogue import service as catalogue
from backend.catalogue.files import item
from backend.catalogue.schemas import Language, Shelf, Skill, Topic
from backend.client import Backend, Calls
from backend.db import Sessions, transaction
from backend.exercises.schemas import ExerciseOut
from backend.kit.clock import utc_now
from backend.lessons.schemas import ExerciseNext, NextAction
from backend.profiles.schemas import ProfileIn, ProfileOut
from backend.queue import Silent
from backend.users.schemas import UserIn, UserOut
from tests.answers import ANSWERS

BOT = 42
KINDS = (
    "choose_sentence",
    "fill_gap",
    "type_gap",
    "order_words",
    "translate",
    "choose_word",
    "match_pairs",
    "choose_stress",
    "read_text",
    "correct_mistake",
    "complete_dialogue",
    "sort_words",
)

HEARD_KINDS = ("dictation", "choose_heard", "minimal_pair", "hear_story")
"""Published when they were read aloud, and not before."""

SPOKEN_KINDS = ("read_aloud", "repeat_after_me", "answer_aloud")
"""Shown where somebody listens."""

ALL_KINDS = (*KINDS, *HEARD_KINDS)
BASIC = KINDS[:5]
WRITTEN = "write_text"  # which no rule calls right or wrong


def both(text: str) -> dict[str, str]:
    return {"en": text, "ru": f"{text} (ru)"}


def slip(text: str) -> dict[str, Any]:
    return {"text": text, "because": both(f"not {text}")}


def content(kind: str, n: int) -> dict[str, Any]:
    """Content whose right answers `right` below knows: all are made of the word `goed` and n."""
    meant = {} if kind in MEANING_NOTHING else {"meaning": both(f"meaning {n}")}
    return {"kind": kind, "why": both("because"), **meant, **_own(n)[kind]}


MEANING_NOTHING = (
    "choose_word",
    "match_pairs",
    "read_text",
    "hear_story",
    "sort_words",
    "write_text",
)


def _own(n: int) -> dict[str, dict[str, Any]]:
    return {
        "choose_word": {
            "question": both(f"word {n}?"),
            "answer": f"goed {n}",
            "wrong": [slip(f"fout {n}"), slip(f"mis {n}")],
        },
        "match_pairs": {
            "pairs": [{"left": f"links {n} {side}", "right": f"rechts {side}"} for side in "abc"]
        },
        "choose_stress": {"syllables": ["klem", f"toon{n}", "goed"], "stressed": 3},
        "read_text": {
            "text": f"Dit is een tekst over het nummer {n}, en die tekst is goed te lezen.",
            "questions": _questions("is goed te lezen"),
        },
        "hear_story": {
            "text": f"Dit is een verhaal over het nummer {n}, en het is goed te horen, zegt men.",
            "questions": _questions("is goed te horen"),
        },
        "dictation": {
            "text": f"Dit is goed nummer {n}.",
            # The second can be given by whoever has heard nothing.
            "accepted": [f"dit is goed nummer {n}", "dit is goed gehoord"],
            "slips": [slip("dat is goed gehoord")],
        },
        "choose_heard": {
            "answer": f"goed gehoord {n}",
            "wrong": [slip(f"fout gehoord {n}"), slip(f"mis gehoord {n}")],
        },
        "minimal_pair": {
            "sentence": f"klank {n} ___ hier",
            "answer": "goed",
            "wrong": [slip("fout"), slip("mis")],
        },
        "correct_mistake": {
            "sentence": f"Het nummer {n} zijn hier.",
            "mistake": "zijn",
            "answer": "goed",
            "wrong": [slip("fout"), slip("mis")],
        },
        "complete_dialogue": {
            "turns": [{"who": "A", "text": f"Nummer {n}?"}, {"who": "B", "text": "___"}],
            "answer": "goed zo",
            "wrong": [slip("fout zo"), slip("mis zo")],
        },
        "sort_words": {
            "groups": [
                {"name": both("a words"), "words": [f"a{n}", f"aa{n}"]},
                {"name": both("b words"), "words": [f"b{n}", f"bb{n}"]},
            ]
        },
        "choose_sentence": {
            "situation": both("say it"),
            "answer": f"goed zin {n}",
            "wrong": [slip(f"fout zin {n}"), slip(f"mis zin {n}")],
        },
        "fill_gap": {
            "sentence": f"woord {n} ___ hier",
            "answer": "goed",
            "wrong": [slip("fout"), slip("mis")],
        },
        "type_gap": {
            "sentence": f"vorm {n} ___ hier",
            "clue": both("a form"),
            "accepted": ["goedkoop"],
            "slips": [slip("goedkope")],
        },
        "order_words": {
            "chips": ["a", "b", "c", f"d{n}"],
            "accepted": [f"a b c d{n}"],
            "slips": [slip(f"b a c d{n}")],
        },
        "translate": {
            "text": both(f"this is good number {n}"),
            "accepted": [f"dit is goedkoop nummer {n}"],
            "slips": [slip(f"dat is goedkoop nummer {n}")],
        },
        "read_aloud": {"text": f"dit is een goede zin nummer {n}"},
        "repeat_after_me": {"text": f"dit is een goede zin nummer {n}"},
        "answer_aloud": {
            "question": f"Wat doe je om {n} uur?",
            "accepted": ["Ik ga naar mijn werk.", "Ik ga werken."],
            "slips": [slip("Ik gaat naar mijn werk.")],
        },
        "write_text": {
            "situation": both(f"write about {n}"),
            "points": [both("where you were"), both("what you saw")],
            "model": f"Dit is een goed verhaal van nummer {n}: ik was gisteren in het bos.",
            "least": 10,
            "most": 60,
        },
    }


def _questions(evidence: str) -> list[dict[str, Any]]:
    return [
        {
            "question": f"Vraag {part}?",
            "answer": f"goed {part}",
            "wrong": [slip(f"fout {part}"), slip(f"mis {part}")],
            "evidence": evidence,
        }
        for part in "ab"
    ]


def an_item(kind: str, n: int, **fields: Any) -> dict[str, Any]:
    skill = fields.pop("skill", "skill-0")
    return {
        "key": f"{skill}-{kind.replace('_', '-')}-{n}",
        "level": "A1",
        "topic": "life",
        "skills": [skill],
        "lemmas": [f"lemma{n}"],
        **content(kind, n),
        **fields,
    }


def a_shelf(
    *,
    language: str = "nl",
    skills: int = 2,
    rounds: int = 2,
    kinds: tuple[str, ...] = BASIC,
    items: list[dict[str, Any]] | None = None,
) -> Shelf:
    """`rounds` exercises of each kind for each of `skills` skills, or just `items`."""
    if items is None:
        items = [
            an_item(kind, s * 100 + r * 10 + k, skill=f"skill-{s}")
            for s in range(skills)
            for r in range(rounds)
            for k, kind in enumerate(kinds)
        ]
    return Shelf(
        language=Language(
            code=language, name=language, names=both(language), flag="🏳", levels=["A1", "A2"]
        ),
        topics=[Topic(key="life", title=both("Life"))],
        skills=[
            Skill(key=f"skill-{s}", level="A1", title=both(f"Skill {s}")) for s in range(skills)
        ],
        items=[item(fields) for fields in items],
    )


async def a_course(sessions: Sessions, shelf: Shelf | None = None, **fields: Any) -> Shelf:
    shelf = shelf or a_shelf(**fields)
    async with transaction(sessions, Silent()) as session:
        await catalogue.load(session, shelf, now=utc_now())
    return shelf


def a_user(subject: int = 7, **fields: Any) -> UserIn:
    given = {"bot_id": BOT, "chat_id": subject, "name": "Ada", "language_code": "en", **fields}
    return UserIn(provider="telegram", subject=str(subject), **given)


@dataclass(frozen=True)
class Learner:
    user: UserOut
    profile: ProfileOut
    calls: Calls

    async def next(self, *, go_on: bool = False) -> NextAction:
        return (await self.calls.next_action(self.profile.id, go_on=go_on)).next

    async def exercise(self, *, go_on: bool = False) -> ExerciseOut:
        found = await self.next(go_on=go_on)
        assert isinstance(found, ExerciseNext)
        return found.exercise

    async def answer(self, exercise: ExerciseOut, answer: AnyAnswer) -> AnswerOut:
        return await self.calls.answer(exercise.attempt_id, AnswerIn(answer=answer))


async def a_learner(
    backend: Backend, subject: int = 7, *, target: str = "nl", **fields: Any
) -> Learner:
    user = await backend.put_user(a_user(subject))
    calls = backend.on_behalf_of(subject, bot_id=BOT)
    profile = await calls.add_profile(
        user.id, ProfileIn(**{"native": "en", "target": target, **fields})
    )
    return Learner(user, profile, calls)


def right(exercise: ExerciseOut) -> AnyAnswer:
    """The right answer to an exercise of this module."""
    return ANSWERS[exercise.shown.kind](exercise.shown, True)


def wrong(exercise: ExerciseOut) -> AnyAnswer:
    """An answer that is wrong for a known reason."""
    return ANSWERS[exercise.shown.kind](exercise.shown, False)


async def days_pass(sessions: Sessions, days: int = 1) -> None:
    """Everything that is remembered happened `days` earlier than it did."""
    moved = {
        "memories": {
            "due": "interval",
            "reviewed_at": "interval",
            "day": "days",
            "met_at": "interval",
            "met_day": "days",
        },
        "reviews": {"reviewed_at": "interval", "day": "days"},
        "users": dict.fromkeys(
            ("day", "streak_day", "freeze_day", "frozen_day", "told_day"), "days"
        ),
        "profiles": {"last_answered_at": "interval", "rest_until": "interval"},
        "mistakes": {"right_day": "days", "happened_at": "interval"},
        "attempts": {"shown_at": "interval", "answered_at": "interval"},
    }
    async with sessions.begin() as session:
        for table, columns in moved.items():
            by = {"interval": f"interval '{days} days'", "days": str(days)}
            changes = ", ".join(f"{name} = {name} - {by[how]}" for name, how in columns.items())
            await session.execute(text(f"UPDATE {table} SET {changes}"))
