"""A learner who practises, without a database."""

from datetime import UTC, datetime, timedelta

from backend.lessons.pacing import Beat, Pace, Rhythm, Today, after_answer, beat, before_exercise
from backend.users.days import local_day

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


PACE = Pace()


TODAY = Today(day=NOON.date())


class Learner:
    """One who answers, and is told what comes next, as the service does it."""

    def __init__(self, pace: Pace = PACE, *, now: datetime = NOON, zone: str = "UTC") -> None:
        self.rhythm, self.today, self.pace, self.now, self.zone = Rhythm(), Today(), pace, now, zone

    def ask(self, *, go_on: bool = False) -> Beat:
        self.today = self.today.on(local_day(self.now, self.zone))
        what = beat(self.rhythm, self.today, self.pace, now=self.now, go_on=go_on)
        if what is Beat.exercise:
            self.rhythm = before_exercise(self.rhythm, self.pace, self.now)
        return what

    def answer(self, *, right: bool = True) -> Beat:
        self.now += MINUTE
        self.today = self.today.on(local_day(self.now, self.zone))
        self.rhythm, self.today = after_answer(
            self.rhythm, self.today, self.pace, right=right, now=self.now
        )
        return self.ask()

    def a_set(self, *, go_on: bool = True) -> Beat:
        self.ask(go_on=go_on)
        return [self.answer() for _ in range(self.pace.set_size)][-1]
