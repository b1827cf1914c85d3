"""Pure: "too easy" and "too hard", said of the open exercise. Two in a row move the course."""

from dataclasses import dataclass
from enum import IntEnum

from backend.profiles.schemas import Opinion


class Step(IntEnum):
    """How far a run of the same opinion has come. It is what `profiles.opinion_run` holds."""

    none = 0
    said = 1  # of the exercise that is open
    before = 2  # of the one before; it has been answered since
    moved = 3  # twice: the course has moved, and the next exercise is to say so


@dataclass(frozen=True)
class Run:
    opinion: Opinion | None = None
    step: Step = Step.none

    def with_one_more(self, said: Opinion) -> "Run":
        """Once it is said of the open exercise, `moved` being what a second one in a row asks for.

        An exercise has one opinion: the same one again changes nothing, the other one takes its
        place, and once the course has moved, the exercise that moved it has had its say.
        """
        if self.step is Step.moved:
            return self
        if self.step is Step.before and self.opinion is said:
            return Run(said, Step.moved)
        return Run(said, Step.said)

    @property
    def after_answer(self) -> "Run":
        """Once the open exercise is answered: without an opinion on it the run ends."""
        following = {Step.said: Step.before, Step.before: Step.none}
        return Run(self.opinion, following.get(self.step, self.step))

    @property
    def told(self) -> "Run":
        """Once the next exercise has said that the course moved: the run starts anew."""
        return Run() if self.step is Step.moved else self


NO_RUN = Run()
