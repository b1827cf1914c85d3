from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.lessons.pacing import PACES, SESSION_GAP, Beat, Rhythm, amend, beat
from backend.lessons.pauses import pause
from backend.lessons.schemas import LimitNext, Offer, PraiseNext, RestNext
from backend.users.schemas import Plan
from backend.users.streaks import Streak
from tests.backend.lessons.walking import DAY, MINUTE, NOON, PACE, TODAY, Learner


class TestSetsAndSessions:
    def test_a_set_of_five_ends_in_praise_and_waits_for_go_on(self) -> None:
        learner = Learner()
        assert learner.ask() is Beat.exercise
        assert [learner.answer() for _ in range(5)] == [Beat.exercise] * 4 + [Beat.praise]
        assert [learner.ask(), learner.ask()] == [Beat.praise] * 2
        assert learner.ask(go_on=True) is Beat.exercise
        assert learner.rhythm.set_answered == 0

    def test_a_session_of_three_sets_ends_in_a_rest(self) -> None:
        learner = Learner()
        assert [learner.a_set() for _ in range(3)] == [Beat.praise, Beat.praise, Beat.rest]
        assert learner.rhythm.rest_until == learner.now + PACE.rest

    def test_after_the_rest_a_new_session_begins_by_itself(self) -> None:
        learner = Learner()
        for _ in range(3):
            learner.a_set()
        learner.now += PACE.rest - timedelta(seconds=1)
        assert learner.ask() is Beat.rest
        learner.now += timedelta(seconds=1)
        assert learner.ask() is Beat.exercise
        assert (learner.rhythm.session_sets, learner.rhythm.rest_until) == (0, None)
        assert [learner.a_set() for _ in range(3)] == [Beat.praise, Beat.praise, Beat.rest]

    def test_going_on_before_the_end_of_a_rest_begins_a_new_session(self) -> None:
        learner = Learner()
        for _ in range(3):
            learner.a_set()
        assert learner.ask(go_on=True) is Beat.exercise
        assert [learner.a_set() for _ in range(3)] == [Beat.praise, Beat.praise, Beat.rest]

    def test_go_on_within_a_set_changes_nothing(self) -> None:
        learner = Learner()
        learner.ask()
        learner.answer()
        assert learner.ask(go_on=True) is Beat.exercise
        assert learner.rhythm.set_answered == 1

    def test_after_a_long_gap_practice_starts_afresh_without_praise_for_the_past(self) -> None:
        learner = Learner()
        learner.a_set()
        learner.now += SESSION_GAP
        assert learner.ask() is Beat.exercise
        assert (learner.rhythm.set_answered, learner.rhythm.session_sets) == (0, 0)

    def test_a_set_half_done_waits_for_its_learner_over_the_gap(self) -> None:
        learner = Learner()
        learner.a_set()
        learner.ask(go_on=True)
        learner.answer()
        learner.now += SESSION_GAP
        assert learner.ask() is Beat.exercise
        assert (learner.rhythm.set_answered, learner.rhythm.session_sets) == (1, 0)

    def test_an_exercise_left_open_over_the_gap_brings_no_sets_of_yesterday_along(self) -> None:
        learner = Learner()
        learner.a_set()
        learner.a_set()
        learner.ask(go_on=True)
        learner.answer()

        learner.now += DAY

        assert [learner.answer() for _ in range(4)][-1] is Beat.praise
        assert learner.rhythm.session_sets == 1

    def test_right_answers_of_the_set_are_counted(self) -> None:
        learner = Learner()
        learner.ask()
        for right in (True, False, True, True, False):
            learner.answer(right=right)
        assert (learner.rhythm.set_right, learner.today.right, learner.today.answered) == (3, 3, 5)


@pytest.mark.parametrize(
    ("set_answered", "resting", "ago", "answered", "go_on", "expected"),
    [
        (0, None, None, 0, False, Beat.exercise),
        (4, None, 1, 4, False, Beat.exercise),
        (5, None, 1, 5, False, Beat.praise),
        (5, None, 1, 5, True, Beat.exercise),
        (5, None, 119, 5, False, Beat.praise),
        (5, None, 120, 5, False, Beat.exercise),
        (5, 10, 1, 15, False, Beat.rest),
        (5, 10, 1, 15, True, Beat.exercise),
        (5, 0, 30, 15, False, Beat.exercise),
        (5, -1, 31, 15, False, Beat.exercise),
        (3, None, 1, 89, False, Beat.exercise),
        (3, None, 1, 90, False, Beat.limit),
        (3, None, 1, 90, True, Beat.limit),
        (5, None, 1, 90, False, Beat.praise),
        (5, None, 1, 90, True, Beat.limit),
        (5, 10, 1, 90, False, Beat.limit),
        (5, 10, 1, 90, True, Beat.limit),
        (5, None, 500, 90, False, Beat.limit),
        (0, None, None, 10_000, False, Beat.limit),
    ],
)
def test_what_comes_now(
    set_answered: int,
    resting: int | None,
    ago: int | None,
    answered: int,
    go_on: bool,
    expected: Beat,
) -> None:
    rhythm = Rhythm(
        set_answered=set_answered,
        rest_until=None if resting is None else NOON + resting * MINUTE,
        last_answered_at=None if ago is None else NOON - ago * MINUTE,
    )
    today = replace(TODAY, answered=answered)
    assert beat(rhythm, today, PACE, now=NOON, go_on=go_on) is expected


class TestTheDailyLimit:
    def test_is_reached_after_ninety_answers_and_ends_with_the_day(self) -> None:
        learner = Learner()
        while learner.ask(go_on=True) is Beat.exercise:
            learner.answer()
        assert learner.today.answered == PACE.daily_limit == 90
        learner.now += DAY
        assert learner.ask() is Beat.exercise
        assert learner.today.answered == 0

    def test_is_not_there_with_plus(self) -> None:
        learner = Learner(PACES[Plan.plus])
        for _ in range(40):
            assert learner.a_set() is not Beat.limit
        assert learner.today.answered == 200


class TestAmend:
    def test_counts_one_more_right(self) -> None:
        rhythm, today = amend(
            Rhythm(set_answered=3, set_right=1), replace(TODAY, answered=3, right=1)
        )
        assert (rhythm.set_right, today.right) == (2, 2)

    def test_never_more_right_than_answered(self) -> None:
        rhythm, today = amend(Rhythm(), TODAY)
        assert (rhythm.set_right, today.right) == (0, 0)


class TestPause:
    RHYTHM = Rhythm(set_answered=5, set_right=4, streak_grew=True)
    DONE = replace(TODAY, answered=5, sets=1, run=Streak(3, 3, NOON.date()))

    def test_praise_offers_to_go_on(self) -> None:
        said = self.said(Beat.praise, self.RHYTHM)
        assert isinstance(said, PraiseNext)
        assert (said.right, said.size, said.sets_today, said.daily_goal) == (4, 5, 1, 2)
        assert (said.streak, said.streak_grew, said.offers) == (3, True, [Offer.go_on])

    def test_only_the_first_set_of_all_is_called_first(self) -> None:
        learner = Learner()
        firsts = []
        for _ in range(3):
            for _ in range(2):
                beat = learner.a_set()
                said = pause(
                    beat,
                    learner.rhythm,
                    learner.today,
                    PACE,
                    daily_goal=1,
                    now=learner.now,
                    timezone="UTC",
                )
                assert isinstance(said, PraiseNext)
                firsts.append(said.first)
            learner.now += 5 * DAY  # long enough for the streak to end
        assert firsts == [True, False, False, False, False, False]

    def test_a_rest_says_until_when(self) -> None:
        until = NOON + 20 * MINUTE
        said = self.said(Beat.rest, replace(self.RHYTHM, rest_until=until))
        assert isinstance(said, RestNext)
        assert (said.until, said.offers) == (until, [Offer.remind, Offer.go_on])

    def test_the_limit_lasts_until_local_midnight(self) -> None:
        said = self.said(Beat.limit, self.RHYTHM)
        assert isinstance(said, LimitNext)
        assert said.until == datetime(2026, 3, 10, 23, tzinfo=UTC)
        assert (said.answered_today, said.offers) == (5, [Offer.tomorrow])

    def said(self, beat: Beat, rhythm: Rhythm) -> PraiseNext | RestNext | LimitNext:
        zone = "Europe/Amsterdam"
        return pause(beat, rhythm, self.DONE, PACE, daily_goal=2, now=NOON, timezone=zone)
