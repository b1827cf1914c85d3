"""Pure: what a learner practises on purpose, and how it survives an answer."""

from dataclasses import dataclass

from backend.attempts.effects import Effects
from backend.attempts.standing import Held, Offered
from backend.exercises.schemas import Because
from backend.lessons.schemas import MISTAKES, FocusOn


@dataclass(frozen=True)
class Focus:
    """`mended`: points that an answer, not yet written, has just put right for today."""

    on: FocusOn
    mended: tuple[int, ...] = ()

    @property
    def because(self) -> Because:
        return Because.repair if self.on == MISTAKES else Because.focus

    def fits(self, offered: Offered) -> bool:
        candidate = offered.candidate
        if candidate.because is not self.because:
            return False
        return self.on in (MISTAKES, candidate.point_id)

    def of(self, offered: list[Offered], *, begun: bool) -> list[Offered]:
        """What may follow. Once begun, a point that has nothing more gives way to the course;
        mistakes come to an end."""
        fitting = [each for each in offered if self.fits(each)]
        return offered if begun and not fitting and self.on != MISTAKES else fitting


def kept(held: Held, effects: Effects) -> Focus | None:
    """The focus of an answered attempt, which was opened for it; None where it had none."""
    if held.because is Because.repair:
        mended = (slip["point_id"] for slip in effects.slips if slip["right_day"] is not None)
        return Focus(MISTAKES, tuple(mended))
    if held.because is Because.focus and held.point_id is not None:
        return Focus(held.point_id)
    return None
