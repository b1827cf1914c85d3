"""Rows of the statements as the values that decisions look at, and back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from backend.attempts.opinions import Run, Step
from backend.attempts.standing import Held, Offered, PointState, Standing
from backend.exercises.grading import Verdict
from backend.exercises.kinds.union import content_for
from backend.exercises.points import PointKind
from backend.exercises.schemas import Because
from backend.judging.schemas import Judging
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.lessons.choosing import Candidate
from backend.lessons.pacing import Rhythm, Today
from backend.profiles.schemas import Opinion
from backend.reviews.mistakes import MistakeState, Slip
from backend.reviews.scheduling import Remembered
from backend.users.schemas import Plan
from backend.users.streaks import columns_of, streak_of


def held(row: Row[Any]) -> Held:
    return Held(
        id=row.id,
        exercise_id=row.exercise_id,
        because=Because(row.because),
        point_id=row.point_id,
        order=row.order,
        number=row.number,
        shown_at=row.shown_at,
        answered_at=row.answered_at,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        self_checked=row.self_checked,
        key=row.key,
        said=row.said,
        reply=row.reply,
        hints=row.hints,
        content=content_for(row.content, row.target, row.alphabet),
        points=[_point(each) for each in row.points or []],
        standing=standing(row),
        judging=row.judging and Judging(row.judging),
    )


def standing(row: Row[Any]) -> Standing:
    return Standing(
        profile_id=row.profile_id,
        user_id=row.user_id,
        native=row.native,
        target=row.target,
        level=Level(row.level),
        alphabet=Alphabet(row.alphabet),
        daily_goal=row.daily_goal,
        plan=Plan(row.plan),
        timezone=row.timezone,
        place=row.place,
        again=row.again,
        answered=row.answered,
        last_exercise_id=row.last_exercise_id,
        reported=row.reported,
        rhythm=Rhythm(
            row.set_answered,
            row.set_right,
            row.session_sets,
            row.streak_grew,
            row.rest_until,
            row.last_answered_at,
        ),
        today=Today(
            row.day,
            row.answered_today,
            row.right_today,
            row.sets_today,
            streak_of(row),
        ),
        run=Run(row.opinion and Opinion(row.opinion), Step(row.opinion_run)),
        silent_until=row.silent_until,
    )


def _point(each: dict[str, Any]) -> PointState:
    memory, slip = each["memory"], each["slip"]
    return PointState(
        each["point_id"],
        PointKind(each["kind"]),
        memory
        and Remembered(
            memory["stability"],
            memory["difficulty"],
            datetime.fromisoformat(memory["due"]),
            datetime.fromisoformat(memory["reviewed_at"]),
            date.fromisoformat(memory["day"]),
        ),
        slip
        and Slip(
            slip["exercise_id"],
            MistakeState(slip["state"]),
            slip["times"],
            slip["due_answer"],
            slip["right_days"],
            slip["right_day"] and date.fromisoformat(slip["right_day"]),
            datetime.fromisoformat(slip["happened_at"]),
        ),
    )


def offered(row: Row[Any], to: Standing) -> Offered:
    opened = row.because == "open"
    because = Because(row.open_because if opened else row.because)
    if because is Because.again and not row.seen:
        because = Because.new
    return Offered(
        candidate=Candidate(row.exercise_id, because, row.point_id, row.seen),
        title=row.title,
        level=Level(row.level),
        topic=row.topic,
        place=row.place,
        stored=row.content,
        spelled=(to.target, to.alphabet),
        attempt_id=row.attempt_id if opened else row.next_id,
        opened=opened,
        order=tuple(row.order or ()),
        number=row.number or 0,
        walked_again=row.because == "again",
        hints=row.hints or 0,
    )


def pace(standing: Standing) -> dict[str, Any]:
    rhythm, today = standing.rhythm, standing.today
    return {
        "profile_id": standing.profile_id,
        "user_id": standing.user_id,
        "place": standing.place,
        "again": standing.again,
        "answered": standing.answered,
        "last_exercise_id": standing.last_exercise_id,
        "set_answered": rhythm.set_answered,
        "set_right": rhythm.set_right,
        "session_sets": rhythm.session_sets,
        "streak_grew": rhythm.streak_grew,
        "rest_until": rhythm.rest_until,
        "last_answered_at": rhythm.last_answered_at,
        "opinion_run": standing.run.step,
        "day": today.day,
        "answered_today": today.answered,
        "right_today": today.right,
        "sets_today": today.sets,
        **columns_of(today.run),
    }
