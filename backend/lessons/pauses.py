"""Pure: praise, rest and limit as the learner is told of them, each with its offer."""

from datetime import datetime

from backend.lessons.pacing import Beat, Pace, Rhythm, Today
from backend.lessons.schemas import LimitNext, Offer, PraiseNext, RestNext
from backend.users.days import end_of


def pause(
    beat: Beat,
    rhythm: Rhythm,
    today: Today,
    pace: Pace,
    *,
    daily_goal: int,
    now: datetime,
    timezone: str,
) -> PraiseNext | RestNext | LimitNext:
    """What is said instead of the next exercise."""
    if beat is Beat.limit:
        assert today.day is not None
        return LimitNext(
            until=end_of(today.day, timezone),
            answered_today=today.answered,
            streak=today.streak,
            offers=[Offer.tomorrow],
        )
    done = {
        "right": rhythm.set_right,
        "size": rhythm.set_answered,
        "sets_today": today.sets,
        "daily_goal": daily_goal,
        "streak": today.streak,
        "streak_grew": rhythm.streak_grew,
        "first": rhythm.streak_grew and today.sets == 1 and today.run.is_first_set,
    }
    if beat is Beat.rest:
        until = rhythm.rest_until or now + pace.rest
        return RestNext(until=until, offers=[Offer.remind, Offer.go_on], **done)
    return PraiseNext(offers=[Offer.go_on], **done)
