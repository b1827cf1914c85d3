"""Explaining an answer: by a model, once for everybody who gave it, else by the course itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy.ext.asyncio import AsyncSession

from backend.attempts.replies import feedback, judge
from backend.attempts.repository import Showings, Shown
from backend.attempts.schemas import AnswerOut, FeedbackOut, GiveUp
from backend.errors import NotFound
from backend.exercises.accepting import acceptable, digest
from backend.exercises.grading import FALLBACK, Defensible
from backend.exercises.kinds.base import Said, filled
from backend.exercises.kinds.translate import Translate
from backend.exercises.kinds.type_gap import TypeGap
from backend.exercises.kinds.union import AnyContent, content_for, titled, told
from backend.exercises.models import Point
from backend.explaining.asking import Explained, explained_in, question, shown, version
from backend.explaining.jobs import ExplainAnswer, StopWaiting, TellExplanation, TellMeanwhile
from backend.explaining.models import Explanation
from backend.explaining.repository import Explanations, Listener
from backend.explaining.schemas import ExplanationOut, Reasons, SkillText, Stage, Told
from backend.kit.actor import Actor
from backend.llm.asking import Asked, Replied
from backend.queue import enqueue
from backend.words.spelling import spelled

SOON = timedelta(seconds=4)  # nobody looks at nothing for longer: the course tells meanwhile
PATIENCE = timedelta(seconds=40)  # how long somebody waits for a model at most
MOST_RIGHT = 4
_ANSWER: TypeAdapter[Said | GiveUp] = TypeAdapter(Said | GiveUp)


async def explain(  # whose attempt, where, and whether there is a model
    session: AsyncSession, actor: Actor, attempt_id: int, *, configured: bool, now: datetime
) -> ExplanationOut:
    """What there is to say at once; else a job sends it. Raises NotFound.

    Without a model, and for whoever gave up, the course itself tells.
    """
    found = await Showings(session, actor).find(attempt_id)
    if found is None or found.attempt.answered_at is None:
        raise NotFound("no such answer of yours")
    said = _feedback(found)
    if not configured or said.said is None:
        return await _own(session, found, said)
    row = await _held(session, found, said, now=now)
    if row.state is Stage.known:
        return _told(row, said)
    await Explanations(session).wait(row.id, attempt_id, actor.bot_id, now)
    meanwhile = TellMeanwhile(
        explanation_id=row.id, attempt_id=attempt_id, bot_id=actor.bot_id, asks=row.asks
    )
    key = f"meanwhile:{row.id}:{row.asks}:{attempt_id}"
    await enqueue(session, meanwhile, run_at=now + SOON, key=key)
    return ExplanationOut(coming=True, said=said.said)


async def _held(
    session: AsyncSession, found: Shown, said: FeedbackOut, *, now: datetime
) -> Explanation:
    """The row of this answer. Where nobody asks for it yet, or any more, that is a job."""
    key = _key(found, said)
    asked = {"attempt_id": found.attempt.id, "state": Stage.asked, "asks": 1, "asked_at": now}
    row, is_new = await Explanations(session).hold(key, asked)
    # Those who asked then were told by the course: nobody would tell whoever asks now.
    is_lost = row.state is Stage.asked and row.asked_at < now - PATIENCE
    if is_new or is_lost or row.state is Stage.failed:
        row.state, row.asked_at, row.attempt_id = Stage.asked, now, found.attempt.id
        row.asks += not is_new
        await session.flush()
        await enqueue(session, ExplainAnswer(explanation_id=row.id))
        stop = StopWaiting(explanation_id=row.id, asks=row.asks)
        await enqueue(session, stop, run_at=now + PATIENCE)
    return row


def _key(found: Shown, said: FeedbackOut) -> dict[str, Any]:
    """Where everybody who gave this answer, and reads the same language, finds the same row."""
    language, given = found.exercise.language, found.attempt.said or {}
    text = said.said or ""
    if given.get("type") == "typed":
        text = acceptable(_content(found), given["text"], language) or given["text"]
    return {
        "exercise_id": found.exercise.id,
        "digest": digest(text, language),
        "native": found.profile.native,
        "prompt_version": version(),
    }


def _content(found: Shown) -> AnyContent:
    profile = found.profile
    return content_for(found.exercise.content, profile.target, profile.alphabet)


def _feedback(found: Shown) -> FeedbackOut:
    """What was said of the answer; once that is forgotten, what would be said now."""
    attempt = found.attempt
    if attempt.reply is not None:
        return AnswerOut.model_validate_json(attempt.reply).feedback
    content, answer = _content(found), _ANSWER.validate_python(attempt.said)
    judgement = judge(content, answer, attempt.order, found.profile)
    return feedback(judgement, content, found.profile.native, self_checked=attempt.self_checked)


def _told(row: Explanation, said: FeedbackOut) -> ExplanationOut:
    return ExplanationOut(said=said.said, told=Told.model_validate(row.told))


async def _own(session: AsyncSession, found: Shown, said: FeedbackOut) -> ExplanationOut:
    """What the course itself has to say. It always has something: the right answer at least."""
    skill = await Explanations(session).skill(found.exercise.id)
    reasons = Reasons(
        right=said.right,
        because=said.because,
        why=said.why,
        meaning=said.meaning,
        skill=None if skill is None else _skill(skill, found),
    )
    return ExplanationOut(said=said.said, reasons=reasons)


def _skill(point: Point, found: Shown) -> SkillText | None:
    profile, note = found.profile, point.note or {}
    read = (profile.native, profile.target, profile.alphabet)
    text, title = told(note.get("text"), *read), titled(point.title, *read)
    if not text or not title:
        return None
    translated = note.get("translations") or {}
    theirs = translated.get(profile.native) or translated.get(FALLBACK) or []
    pairs = [
        (spelled(example, profile.target, profile.alphabet), theirs[n] if n < len(theirs) else None)
        for n, example in enumerate(note.get("examples") or [])
    ]
    return SkillText(title=title, text=text, examples=pairs)


@dataclass(frozen=True)
class ToAsk:
    """What to ask a model, for what shape, and the language in which it is to be told."""

    asked: Asked
    shape: type[Explained]
    native: str


@dataclass(frozen=True)
class Found:
    told: Told
    opinion: Defensible
    model: str


async def to_ask(session: AsyncSession, explanation_id: int) -> ToAsk | None:
    """None where it is known, or where nobody asks any more."""
    row = await Explanations(session).find(explanation_id)
    if row is None or row.state is not Stage.asked or row.attempt_id is None:
        return None
    found = await Explanations(session).shown(row.attempt_id)
    if found is None:
        return None
    said, content, profile = _feedback(found), _content(found), found.profile
    skill = await Explanations(session).skill(found.exercise.id)
    fields = {
        "task": content.show(found.attempt.order, profile.native).model_dump(mode="json"),
        "right": _right(content)[:MOST_RIGHT],
        "learner_answer": said.said,
        "course_says": [text for text in (said.because, said.why) if text],
        "skill": None if skill is None else skill.title.get("en"),
    }
    asked = question(fields, target=profile.target, native=row.native, user_id=profile.user_id)
    return ToAsk(asked, explained_in(row.native, profile.target), row.native)


def _right(content: AnyContent) -> list[str]:
    """What is accepted, as whole as the learner's answer is."""
    if isinstance(content, TypeGap):
        return [filled(content.sentence, text) for text in content.accepted]
    return content.accepted if isinstance(content, Translate) else [content.right]


def found_in(replied: Replied[Explained], native: str) -> Found:
    """Raises Unusable for what cannot be shown."""
    value = replied.value
    return Found(shown(value, native), value.could_be_right, replied.model)


class Telling(NamedTuple):
    """What to tell, `coming` as long as a model may still say more; and to whom."""

    listener: Listener
    out: ExplanationOut


async def settle(
    session: AsyncSession, explanation_id: int, found: Found | None, *, now: datetime
) -> None:
    """Keep what came, or that nothing usable did, and have everybody told who waits."""
    row = await Explanations(session).find(explanation_id, held=True)
    if row is None or row.state is Stage.known:
        return
    if found is None:
        row.state = Stage.failed
    else:
        row.state, row.known_at, row.model = Stage.known, now, found.model
        row.told, row.opinion = found.told.model_dump(), found.opinion
    await session.flush()
    await _have_told(session, row)


async def stop_waiting(session: AsyncSession, job: StopWaiting) -> None:
    """It takes too long: whoever waits is told by the course. What still comes is kept."""
    row = await Explanations(session).find(job.explanation_id, held=True)
    if row is not None and row.state is Stage.asked and row.asks == job.asks:
        await _have_told(session, row)


async def _have_told(session: AsyncSession, row: Explanation) -> None:
    for attempt_id, bot_id in await Explanations(session).take_askers(row.id):
        tell = TellExplanation(
            explanation_id=row.id, attempt_id=attempt_id, bot_id=bot_id, asks=row.asks
        )
        await enqueue(session, tell, key=f"explained:{row.id}:{row.asks}:{attempt_id}")


async def telling(session: AsyncSession, job: TellExplanation) -> Telling | None:
    """What there is to tell now; None where there is nobody to tell."""
    explanations = Explanations(session)
    row = await explanations.find(job.explanation_id)
    found = await explanations.shown(job.attempt_id)
    if row is None or found is None:
        return None
    listener = await explanations.listener(found.profile.user_id, job.bot_id)
    if listener is None:
        return None
    said = _feedback(found)
    if row.state is Stage.known:
        return Telling(listener, _told(row, said))
    own = await _own(session, found, said)
    own.coming = row.asks == job.asks and await explanations.waits(row.id, job.attempt_id)
    return Telling(listener, own)
