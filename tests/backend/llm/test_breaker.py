from backend.llm.breaker import Breaker, State


def broken(*, most: int = 3, rest: float = 10, at: float = 0) -> Breaker:
    breaker = Breaker(most=most, rest=rest)
    for _ in range(most):
        breaker = breaker.failed(at)
    return breaker


class TestBreaker:
    def test_opens_after_failures_in_a_row(self) -> None:
        breaker = Breaker(most=3).failed(0).failed(1)
        assert breaker.allows(1)
        assert not breaker.failed(2).allows(2)

    def test_a_success_in_between_begins_anew(self) -> None:
        breaker = Breaker(most=3).failed(0).failed(1).succeeded().failed(2).failed(3)
        assert breaker.allows(3)

    def test_lets_one_probe_through_when_it_has_rested(self) -> None:
        breaker = broken(rest=10)
        assert (breaker.state(9), breaker.state(10)) == (State.open, State.half_open)
        assert breaker.allows(10)
        assert not breaker.begun(10).allows(11)

    def test_closes_when_the_probe_succeeds(self) -> None:
        breaker = broken(rest=10).begun(10).succeeded()
        assert breaker.state(10) is State.closed
        assert breaker.begun(10).allows(10)

    def test_rests_twice_as_long_each_time_but_not_for_ever(self) -> None:
        breaker, now, rests = broken(rest=10), 0.0, []
        for _ in range(8):
            assert breaker.until is not None
            rests.append(breaker.until - now)
            now = breaker.until
            breaker = breaker.begun(now).failed(now)
        assert rests == [10, 20, 40, 80, 160, 300, 300, 300]

    def test_what_was_under_way_when_it_opened_makes_it_no_longer(self) -> None:
        breaker = broken(rest=10)
        assert breaker.failed(1) == breaker

    def test_a_probe_that_says_nothing_leaves_room_for_another(self) -> None:
        assert broken(rest=10).begun(10).unknown().allows(10)

    def test_a_probe_of_which_nothing_is_heard_is_given_up(self) -> None:
        breaker = broken(rest=10).begun(10)
        assert not breaker.allows(300)
        assert breaker.allows(310)
