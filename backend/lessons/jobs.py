from datetime import date, datetime

from backend.queue import Job


class TellRestIsOver(Job):
    """To be run at `until`, when the learner who asked for it may practise again.

    `day` is the local day whose end `until` is, where it is not the end of a rest.
    """

    profile_id: int
    bot_id: int
    chat_id: int
    until: datetime
    day: date | None = None


class LookForStreakNews(Job):
    """Whom to tell of a day they missed, one batch at a time: those after `day` and `user_id`."""

    day: date | None = None
    user_id: int = 0


class TellStreakNews(Job):
    """A streak outlived a missed day by a freeze, or it ended."""

    user_id: int
