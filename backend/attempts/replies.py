"""Pure: verdicts and exercises in the learner's language, as they go out."""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import TypeAdapter

from backend.attempts.schemas import FeedbackOut, GiveUp, Remedy
from backend.attempts.standing import Held, Offered
from backend.exercises.grading import Judgement, Learner, Piece, Verdict, in_language
from backend.exercises.kinds.base import Content, Said
from backend.exercises.kinds.say_again import SayAgain
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.union import titled
from backend.exercises.kinds.write_text import WriteText
from backend.exercises.mistyped import is_mistyped
from backend.exercises.schemas import ExerciseOut, ReasonOut
from backend.lessons.pacing import Pace
from backend.lessons.schemas import ExerciseNext

_ANSWER: TypeAdapter[Said | GiveUp] = TypeAdapter(Said | GiveUp)


def judge(content: Content, answer: Said | GiveUp, order: list[int], learner: Learner) -> Judgement:
    """The verdict on an answer. Raises WrongAnswerShape and NotAnOption."""
    if isinstance(answer, GiveUp):
        return content.given_up(learner.native)
    return content.judge(answer, order, learner)


def judge_again(held: Held) -> Judgement:
    """The verdict on an answer that was given before, from its own words."""
    return judge(held.content, _ANSWER.validate_python(held.said), held.order, held.standing)


def feedback(
    judgement: Judgement, content: Content, native: str, *, self_checked: bool | None = None
) -> FeedbackOut:
    return FeedbackOut(
        verdict=judgement.verdict,
        said=judgement.said or None,
        right=judgement.right,
        because=in_language(judgement.because, native),
        why=in_language(content.why, native),
        meaning=in_language(content.meaning, native),
        pieces=list(judgement.pieces) if judgement.said else [],
        rows=[list(row) for row in judgement.rows],
        heard=_only_heard(content) if content.heard != judgement.right else None,
        self_checked=self_checked,
        remedies=list(_remedies(judgement, content, self_checked=self_checked)),
        checklist=content.points_in(native) if isinstance(content, WriteText) else [],
        aloud=judgement.aloud,
    )


def _only_heard(content: Content) -> str | None:
    """What nobody has read yet: a question that was shown in writing is known."""
    return content.heard if content.needs_voice else None


def _remedies(
    judgement: Judgement, content: Content, *, self_checked: bool | None
) -> Iterator[Remedy]:
    if isinstance(content, WriteText) or not judgement.said:
        return
    if judgement.verdict is not Verdict.wrong and self_checked is not False:
        return
    if isinstance(content, SayAgain):
        return  # the words themselves show what is to be done
    typed = isinstance(content, TypedContent) and judgement.aloud is None
    if judgement.verdict is Verdict.wrong and typed:
        yield from remedies_of_words(judgement.pieces)
    else:
        yield Remedy.explain


def remedies_of_words(pieces: Iterable[Piece]) -> Iterator[Remedy]:
    """What can be done about typed words that are called wrong."""
    if is_mistyped(pieces):
        yield Remedy.typo
    yield Remedy.appeal
    yield Remedy.explain


def showing_again(opened: Offered, to: Learner, pace: Pace) -> ExerciseNext:
    """A showing as it was."""
    return showing(opened, to, pace, order=opened.order, number=opened.number)


def showing(
    offered: Offered, to: Learner, pace: Pace, *, order: Sequence[int], number: int
) -> ExerciseNext:
    """An exercise on its way to the learner, as no. `number` of its set."""
    hints = offered.content.hints(order, to.native)
    exercise = ExerciseOut(
        attempt_id=offered.attempt_id,
        exercise_id=offered.candidate.exercise_id,
        target=to.target,
        level=offered.level,
        topic=offered.topic,
        number=number,
        set_size=pace.set_size,
        reason=ReasonOut(
            because=offered.candidate.because,
            point=titled(offered.title, to.native, *offered.spelled),
        ),
        shown=offered.content.show(order, to.native),
        hints=hints[: offered.hints],
        hints_left=max(len(hints) - offered.hints, 0),
        moved=offered.moved,
    )
    return ExerciseNext(exercise=exercise)
