"""Pure: the rhythm of practice. Sets make sessions, sessions end in a rest, days have a limit.

To change the length of a set or a session, a rest or a limit, change `PACES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.users.schemas import Plan
from backend.users.streaks import Streak, after_set, grows, settled

SESSION_GAP = timedelta(hours=2)


@dataclass(frozen=True)
class Pace:
    """What a plan allows. Sizes in answers; `daily_limit` None for no limit."""

    set_size: int = 5
    sets_per_session: int = 3
    rest: timedelta = timedelta(minutes=30)
    daily_limit: int | None = 90

    def is_used_up(self, answered: int) -> bool:
        """Whether so many answers are all that a day has."""
        return self.daily_limit is not None and answered >= self.daily_limit


PACES: Mapping[Plan, Pace] = {
    Plan.free: Pace(),
    Plan.plus: Pace(rest=timedelta(minutes=10), daily_limit=None),
}


@dataclass(frozen=True)
class Rhythm:
    """Where a profile stands in its set and session.

    A finished set stays (`set_answered` = its size) until the learner goes on;
    `rest_until` is set when it was also the last of its session.
    """

    set_answered: int = 0
    set_right: int = 0
    session_sets: int = 0
    streak_grew: bool = False
    rest_until: datetime | None = None
    last_answered_at: datetime | None = None


@dataclass(frozen=True)
class Today:
    """A user's counters of one local day, over all profiles, and the streak of days."""

    day: date | None = None
    answered: int = 0
    right: int = 0
    sets: int = 0
    run: Streak = field(default_factory=Streak)

    @property
    def streak(self) -> int:
        return self.run.length

    def on(self, day: date) -> "Today":
        """The same on `day`: counters start at nothing with a new day, missed ones are settled."""
        run = settled(self.run, day)
        if self.day == day:
            return replace(self, run=run)
        return replace(self, day=day, answered=0, right=0, sets=0, run=run)


class Beat(StrEnum):
    """What the rhythm asks for next."""

    exercise = "exercise"
    praise = "praise"
    rest = "rest"
    limit = "limit"


def after_answer(
    rhythm: Rhythm, today: Today, pace: Pace, *, right: bool, now: datetime
) -> tuple[Rhythm, Today]:
    """Both once an answer has been given, on the day that `today` is of."""
    rhythm = replace(
        _of_this_session(rhythm, now),
        set_answered=rhythm.set_answered + 1,
        set_right=rhythm.set_right + right,
        last_answered_at=now,
    )
    today = replace(today, answered=today.answered + 1, right=today.right + right)
    if rhythm.set_answered < pace.set_size:
        return rhythm, today
    return _finish_set(rhythm, today, pace, now)


def _finish_set(rhythm: Rhythm, today: Today, pace: Pace, now: datetime) -> tuple[Rhythm, Today]:
    assert today.day is not None
    grew = grows(today.run, today.day)
    sets = rhythm.session_sets + 1
    rhythm = replace(
        rhythm,
        session_sets=sets,
        streak_grew=grew,
        rest_until=now + pace.rest if sets >= pace.sets_per_session else None,
    )
    return rhythm, replace(today, sets=today.sets + 1, run=after_set(today.run, today.day))


def amend(rhythm: Rhythm, today: Today) -> tuple[Rhythm, Today]:
    """Both once an answer that was counted as not right turns out to be right."""
    return (
        replace(rhythm, set_right=min(rhythm.set_right + 1, rhythm.set_answered)),
        replace(today, right=min(today.right + 1, today.answered)),
    )


def beat(rhythm: Rhythm, today: Today, pace: Pace, *, now: datetime, go_on: bool) -> Beat:
    """What comes now. `go_on`: the learner takes up the offer to go on after a set."""
    if rhythm.set_answered >= pace.set_size and not go_on and not _is_old(rhythm, now):
        if rhythm.rest_until is None:
            return Beat.praise
        # No rest is promised to end in what the day has no more of.
        if now < rhythm.rest_until and not pace.is_used_up(today.answered):
            return Beat.rest
    if pace.is_used_up(today.answered):
        return Beat.limit
    return Beat.exercise


def before_exercise(rhythm: Rhythm, pace: Pace, now: datetime) -> Rhythm:
    """The rhythm as the next exercise finds it: a finished set gives way to a new one."""
    rhythm = _of_this_session(rhythm, now)
    if rhythm.set_answered < pace.set_size:
        return rhythm
    sets = 0 if rhythm.rest_until is not None else rhythm.session_sets
    return replace(
        rhythm, set_answered=0, set_right=0, session_sets=sets, streak_grew=False, rest_until=None
    )


def _of_this_session(rhythm: Rhythm, now: datetime) -> Rhythm:
    """After a long gap the sets of the last session count no more, a half done one goes on."""
    return replace(rhythm, session_sets=0, rest_until=None) if _is_old(rhythm, now) else rhythm


def _is_old(rhythm: Rhythm, now: datetime) -> bool:
    """Whether so much time has passed that practice starts afresh."""
    return rhythm.last_answered_at is None or now - rhythm.last_answered_at >= SESSION_GAP
