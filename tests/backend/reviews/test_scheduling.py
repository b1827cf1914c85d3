from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from math import exp

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS

from backend.exercises.grading import Verdict
from backend.exercises.points import PointKind
from backend.reviews.scheduling import Rating, Remembered, met, rating, recall, review

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def rate(memory: Remembered | None, rated: Rating, now: datetime = NOW) -> Remembered:
    found, counted = review(memory, rated, now=now, day=now.date())
    assert counted
    return found


def intervals(ratings: str) -> list[int]:
    """Days between reviews when each is done on the day that it is due."""
    memory, now, found = None, NOW, []
    for letter in ratings:
        memory = rate(memory, Rating(int(letter)), now)
        found.append((memory.due - now).days)
        now = memory.due
    return found


@pytest.mark.parametrize(
    ("ratings", "days"),
    [
        ("1", [1]),
        ("2", [1]),
        ("3", [2]),
        ("4", [8]),
        ("333333", [2, 11, 46, 163, 497, 1346]),
        ("3331333", [2, 11, 46, 3, 8, 19, 42]),
        ("1111", [1, 1, 1, 1]),
        ("4444", [8, 66, 397, 1875]),
        ("2222", [1, 3, 7, 12]),
    ],
)
def test_intervals_are_those_of_fsrs_6_without_chance(ratings: str, days: list[int]) -> None:
    assert intervals(ratings) == days


def test_the_first_stabilities_are_the_parameters_of_fsrs_6() -> None:
    found = [round(rate(None, each).stability, 4) for each in Rating]
    assert found == [0.212, 1.2931, 2.3065, 8.2956]


def test_it_agrees_with_the_published_formulas_over_a_long_history() -> None:
    memory, now, ratings = rate(None, Rating.good), NOW, "3323133421333"
    w = DEFAULT_PARAMETERS
    stability, difficulty = w[2], w[4] - exp(w[5] * 2) + 1
    for number, letter in enumerate(ratings):
        assert memory.stability == pytest.approx(stability)
        assert memory.difficulty == pytest.approx(difficulty)
        now = memory.due + number * DAY
        kept = recalled(stability, (now - memory.reviewed_at).days)
        stability = next_stability(stability, difficulty, kept, int(letter))
        difficulty = next_difficulty(difficulty, int(letter))
        memory = rate(memory, Rating(int(letter)), now)


def recalled(stability: float, days: int) -> float:
    decay = -DEFAULT_PARAMETERS[20]
    return float((1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay)


def next_stability(stability: float, difficulty: float, kept: float, rated: int) -> float:
    w: Sequence[float] = DEFAULT_PARAMETERS
    if rated == 1:
        lapsed = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
        return float(min(lapsed * exp(w[14] * (1 - kept)), stability / exp(w[17] * w[18])))
    growth = exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (exp(w[10] * (1 - kept)) - 1)
    return float(stability * (1 + growth * {2: w[15], 3: 1.0, 4: w[16]}[rated]))


def next_difficulty(difficulty: float, rated: int) -> float:
    w = DEFAULT_PARAMETERS
    moved = difficulty - w[6] * (rated - 3) * (10 - difficulty) / 9
    easiest = w[4] - exp(w[5] * 3) + 1
    return min(max(w[7] * easiest + (1 - w[7]) * moved, 1), 10)


class TestReview:
    def test_a_better_rating_never_comes_sooner(self) -> None:
        for history in ("", "3", "333", "31", "1111", "4444"):
            dues = [intervals(history + str(each.value))[-1] for each in Rating]
            assert dues == sorted(dues)
        assert intervals("31")[-1] < intervals("33")[-1] < intervals("34")[-1]

    def test_a_later_right_answer_makes_a_stabler_memory(self) -> None:
        first = rate(None, Rating.good)
        found = [rate(first, Rating.good, NOW + n * DAY).stability for n in (1, 2, 5, 20)]
        assert found == sorted(found)
        assert found[0] < found[-1]

    def test_difficulty_stays_between_one_and_ten(self) -> None:
        for ratings in ("1" * 20, "4" * 12):
            memory, now = None, NOW
            for letter in ratings:
                memory = rate(memory, Rating(int(letter)), now)
                assert 1 <= memory.difficulty <= 10
                now += 3 * DAY

    def test_only_the_first_of_a_local_day_counts(self) -> None:
        first = rate(None, Rating.again)
        for later in (NOW, NOW + timedelta(hours=11)):
            assert review(first, Rating.easy, now=later, day=later.date()) == (first, False)
        assert review(first, Rating.easy, now=NOW + DAY, day=NOW.date() + DAY)[1]

    def test_a_day_that_comes_twice_on_a_flight_west_counts_once(self) -> None:
        first, _ = review(None, Rating.good, now=NOW, day=date(2026, 3, 11))
        again, counted = review(first, Rating.good, now=NOW + DAY / 2, day=date(2026, 3, 10))
        assert (again, counted) == (first, False)

    def test_it_remembers_when_and_on_which_day(self) -> None:
        memory = rate(None, Rating.good)
        assert (memory.reviewed_at, memory.day) == (NOW, NOW.date())
        assert memory.due.tzinfo is not None

    @pytest.mark.parametrize("memory", [None, rate(None, Rating.good)])
    def test_a_naive_time_is_refused(self, memory: Remembered | None) -> None:
        naive = (NOW + 3 * DAY).replace(tzinfo=None)
        with pytest.raises(ValueError, match=r"(?i)timezone|utc"):
            review(memory, Rating.good, now=naive, day=naive.date())


class TestRecall:
    def test_falls_from_one_to_the_wanted_retention_when_it_is_due(self) -> None:
        memory = rate(rate(None, Rating.good), Rating.good, NOW + 2 * DAY)
        at = memory.reviewed_at
        assert recall(memory, at) == 1
        assert recall(memory, memory.due) == pytest.approx(0.9, abs=0.01)
        found = [recall(memory, at + n * DAY) for n in range(0, 400, 20)]
        assert found == sorted(found, reverse=True)
        assert 0 < found[-1] < 0.7


@pytest.mark.parametrize(
    ("kind", "verdict", "expected"),
    [
        (PointKind.skill, Verdict.correct, Rating.good),
        (PointKind.skill, Verdict.almost, Rating.good),
        (PointKind.skill, Verdict.wrong, Rating.again),
        (PointKind.skill, Verdict.unsure, None),
        (PointKind.lemma, Verdict.correct, Rating.good),
        (PointKind.lemma, Verdict.almost, Rating.hard),
        (PointKind.lemma, Verdict.wrong, None),
        (PointKind.lemma, Verdict.unsure, None),
    ],
)
def test_what_an_answer_says_about_a_point(
    kind: PointKind, verdict: Verdict, expected: Rating | None
) -> None:
    assert rating(kind, verdict) is expected


class TestMet:
    def test_is_due_at_once_and_its_first_review_counts(self) -> None:
        memory = met(now=NOW, day=NOW.date())
        assert memory.due == NOW
        assert recall(memory, NOW) == pytest.approx(1, abs=0.01)
        reviewed, counted = review(memory, Rating.good, now=NOW, day=NOW.date())
        assert counted
        assert reviewed.due >= NOW + DAY

    def test_is_weaker_than_any_that_was_answered_right(self) -> None:
        right, _ = review(None, Rating.hard, now=NOW, day=NOW.date())
        assert met(now=NOW, day=NOW.date()).stability < right.stability


def test_a_wrong_answer_is_the_words_where_nothing_else_is_asked() -> None:
    assert rating(PointKind.lemma, Verdict.wrong) is None
    assert rating(PointKind.lemma, Verdict.wrong, alone=True) is Rating.again
    assert rating(PointKind.lemma, Verdict.almost, alone=True) is Rating.hard
