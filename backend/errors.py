"""Everything the backend may refuse to do, and the status each refusal carries.

AppError
├── Unauthenticated        401
├── Forbidden              403
├── NotFound               404
│   ├── NothingOpen        404   a typed answer, and no exercise waits for one
│   ├── NoExercises        404   the catalogue has nothing for this language
│   ├── NoSuchText         404   a text that the course does not have, or has no more
│   ├── NoSuchWord         404   a word that this profile has not met, or cannot
│   └── NoTalk             404   something said in a talk that does not go on
├── Conflict               409
│   ├── AnsweredTooEarly   409   a message written before its exercise was shown
│   ├── NotUnsure          409   a self-check of an answer that has its verdict
│   ├── NotUndoable        409   a typo that is none, or that is too long ago
│   ├── NotAppealable      409   an appeal where nothing more can be accepted
│   ├── TooManyAppeals     409   more appeals than a person may make a day
│   ├── AlreadyDecided     409   a decision on what was decided otherwise
│   ├── NobodyToTalk       409   a talk about anything, and no model is set up
│   ├── StillReplying      409   too many messages wait for their replies
│   └── TooLate            409   a decision that cannot be taken back any more
└── Unprocessable          422
    ├── CannotFix          422   an exercise that would not be sound
    ├── WrongAnswerShape   422   an answer that does not fit the kind of exercise
    └── NotAnOption        422   a text or a number that was not offered
"""

from typing import ClassVar


class AppError(Exception):
    """A refusal that is nobody's bug: it has a status and a sentence for the reader."""

    status: ClassVar[int] = 400

    @property
    def code(self) -> str:
        return type(self).__name__


class Unauthenticated(AppError):
    status = 401


class Forbidden(AppError):
    status = 403


class NotFound(AppError):
    status = 404


class NothingOpen(NotFound):
    pass


class NoExercises(NotFound):
    pass


class NoSuchText(NotFound):
    pass


class NoSuchWord(NotFound):
    pass


class NoTalk(NotFound):
    pass


class Conflict(AppError):
    status = 409


class AnsweredTooEarly(Conflict):
    pass


class NotUnsure(Conflict):
    pass


class NotUndoable(Conflict):
    pass


class NotAppealable(Conflict):
    pass


class TooManyAppeals(Conflict):
    pass


class AlreadyDecided(Conflict):
    pass


class NobodyToTalk(Conflict):
    pass


class StillReplying(Conflict):
    pass


class TooLate(Conflict):
    pass


class Unprocessable(AppError):
    status = 422


class CannotFix(Unprocessable):
    pass


class WrongAnswerShape(Unprocessable):
    pass


class NotAnOption(Unprocessable):
    pass
