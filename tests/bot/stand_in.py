"""The backend's place taken over its real HTTP protocol: every request is checked against the
schemas, answers are judged by the real kinds, and what comes next is what the test says."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2

from backend.appeals.schemas import AppealOut, AppealState, UndoneOut
from backend.attempts.replies import feedback
from backend.attempts.schemas import (
    AGAIN,
    AnswerIn,
    AnswerOut,
    AttemptOut,
    Effect,
    FeedbackOut,
    GiveUp,
    OpinionIn,
    OpinionOut,
    PlaceIn,
    SelfCheck,
)
from backend.errors import (
    AppError,
    NotFound,
    NothingOpen,
    NotUnsure,
    Unauthenticated,
)
from backend.exercises.grading import Judgement, Verdict
from backend.exercises.kinds.union import AnyContent
from backend.exercises.schemas import Because, ExerciseOut, LanguageOut, ReasonOut
from backend.explaining.schemas import ExplanationOut, Reasons
from backend.kit.levels import Level
from backend.lessons.schemas import ExerciseNext, NextAction, NextActionIn, NextActionOut, RemindOut
from backend.links.schemas import LinkIn, LinkOut
from backend.profiles.schemas import Opinion
from backend.quality.schemas import FlagIn, FlagOut, FlagReason
from backend.users.schemas import UserIn
from tests.answers import Reader
from tests.bot.accounts import Accounts, Malformed
from tests.bot.course import a_language, an_exercise
from tests.bot.rooms import Rooms
from tests.bot.shelf import Shelf
from tests.bot.sounds import Sounds
from tests.bot.talks import Talks
from tests.bot.voices import Voices

TOKEN = "a secret of sixteen and more"
AT = datetime(2026, 11, 20, 15, 40, tzinfo=UTC)


@dataclass
class Attempt:
    id: int
    user_id: int
    content: AnyContent
    exercise: ExerciseOut
    answer: AnswerOut | None = None


@dataclass
class StandIn(Rooms, Shelf, Sounds, Voices, Talks, Accounts):
    deck: list[AnyContent] = field(default_factory=lambda: [an_exercise()])
    then: list[NextAction] = field(default_factory=list)
    languages: list[LanguageOut] = field(
        default_factory=lambda: [
            a_language("nl", "Dutch", "🇳🇱"),
            a_language("en", "English", "🇬🇧"),
            a_language("bg", "Bulgarian", "🇧🇬"),
        ]
    )
    attempts: dict[int, Attempt] = field(default_factory=dict)
    replied: dict[str, AnswerOut] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    away: bool = False
    broken: set[str] = field(default_factory=set)
    refuse: AppError | None = None
    effects: dict[Opinion, Effect] = field(default_factory=dict)
    flags: dict[tuple[int, int], list[FlagReason]] = field(default_factory=dict)
    links: dict[str, LinkOut] = field(default_factory=dict)
    again: bool = False
    checks: bool = False
    places: list[tuple[int, int]] = field(default_factory=list)
    reminder: datetime | None = AT
    appealed: set[int] = field(default_factory=set)
    appeal_state: AppealState = AppealState.pending
    explanation: ExplanationOut | None = None
    without_verdict: set[int] = field(default_factory=set)

    async def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if self.away:
            raise httpx2.ConnectError("refused")
        path = request.url.path.removeprefix("/api/v1")
        self.asked.append((request.method, path))
        if path in self.broken:
            return httpx2.Response(503, text="what is this")
        try:
            return self._json(self._route(request, path))
        except AppError as error:
            problem = {"code": error.code, "detail": str(error)}
            return httpx2.Response(error.status, json=problem)

    def _json(self, out: Any) -> httpx2.Response:
        if isinstance(out, httpx2.Response):
            return out
        if isinstance(out, list):
            return httpx2.Response(200, json=[one.model_dump(mode="json") for one in out])
        headers = {AGAIN: "1"} if isinstance(out, AnswerOut) and self.again else None
        return httpx2.Response(200, json=out.model_dump(mode="json"), headers=headers)

    def _route(self, request: httpx2.Request, path: str) -> Any:
        if request.headers["authorization"] != f"Bearer {TOKEN}":
            raise Unauthenticated
        if (request.method, path) == ("PUT", "/users"):
            return self._put_user(self._read(UserIn, request))
        if (request.method, path) == ("GET", "/languages"):
            return self.languages
        subject = self._subject(request)
        if self.refuse is not None and path != "/users/me":
            error, self.refuse = self.refuse, None
            raise error
        for method, pattern, handle in self._routes():
            found = re.fullmatch(pattern, path)
            if found and method == request.method:
                return handle(subject, request, *found.groups())
        raise Malformed(f"{request.method} {path}")

    def _subject(self, request: httpx2.Request) -> int:
        actor, bot = request.headers["x-actor"], request.headers["x-bot"]
        if not re.fullmatch(r"telegram:\d+", actor) or bot != "42":
            raise Malformed(f"{actor} {bot}")
        if not re.fullmatch(r"u42-\d+", request.headers["x-request-id"]):
            raise Malformed("x-request-id")
        return int(actor.removeprefix("telegram:"))

    def _routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [
            ("GET", "/users/me", self._me),
            ("PATCH", r"/users/(\d+)", self._patch_user),
            ("POST", r"/users/(\d+)/profiles", self._add_profile),
            ("PATCH", r"/profiles/(\d+)", self._patch_profile),
            ("GET", r"/profiles/(\d+)/progress", self._progress),
            *self._rooms_routes(),
            ("POST", r"/profiles/(\d+)/next-action", self._next_action),
            ("POST", r"/profiles/(\d+)/reminder", self._remind),
            *self._shelf_routes(),
            *self._sound_routes(),
            *self._voice_routes(),
            *self._talk_routes(),
            ("GET", r"/attempts/(\d+)", self._attempt),
            ("POST", r"/attempts/(\d+|open)/answer", self._answer),
            ("PUT", r"/attempts/(\d+)/message", self._place_answer),
            ("POST", r"/attempts/(\d+)/let-go", self._let_go),
            ("POST", r"/attempts/(\d+)/opinion", self._opinion),
            ("POST", r"/attempts/(\d+)/undo", self._undo),
            ("POST", r"/attempts/(\d+)/appeal", self._appeal),
            ("POST", r"/attempts/(\d+)/explanation", self._explain),
            ("POST", r"/exercises/(\d+)/flags", self._flag),
            ("POST", r"/links", self._make_link),
            ("GET", r"/links/([A-Za-z0-9_-]{22})", self._link),
        ]

    def _next_action(self, subject: int, request: httpx2.Request, profile_id: str) -> NextActionOut:
        self._own(subject, int(profile_id))
        asked = self._read(NextActionIn, request)
        if asked.focus is not None and self.then:
            return NextActionOut(next=self.then.pop(0))
        return NextActionOut(next=self._open(subject))

    def _open(self, subject: int) -> NextAction:
        waiting = [
            one for one in self.attempts.values() if one.answer is None and one.user_id == subject
        ]
        if waiting:
            return ExerciseNext(exercise=waiting[0].exercise)
        return self.then.pop(0) if self.then else ExerciseNext(exercise=self.opened(subject))

    def without_speaking(self, subject: int) -> NextAction:
        for one in [*self.attempts.values()]:
            if one.answer is None and one.exercise.shown.spoken and one.user_id == subject:
                del self.attempts[one.id]
        self.deck = [one for one in self.deck if not one.spoken] or [an_exercise()]
        return self._open(subject)

    def opened(self, subject: int) -> ExerciseOut:
        """A new showing of the next exercise of the deck; its parts are shown in their order."""
        attempt_id = 800 + len(self.attempts)
        content = self.deck[len(self.attempts) % len(self.deck)]
        exercise = ExerciseOut(
            attempt_id=attempt_id,
            exercise_id=attempt_id - 700,
            target="nl",
            level=Level.a1,
            topic="daily-life",
            number=len(self.attempts) % 5 + 1,
            set_size=5,
            reason=ReasonOut(because=Because.review, point="Verb in second place"),
            shown=content.show(range(content.parts()), self.users[subject].locale),
        )
        self.attempts[attempt_id] = Attempt(attempt_id, subject, content, exercise)
        return exercise

    def _remind(self, subject: int, _: httpx2.Request, profile_id: str) -> RemindOut:
        self._own(subject, int(profile_id))
        return RemindOut(at=self.reminder)

    def _attempt(self, subject: int, _: httpx2.Request, attempt_id: str) -> AttemptOut:
        one = self._mine(subject, int(attempt_id))
        return AttemptOut(
            attempt_id=one.id,
            answered_at=AT if one.answer else None,
            exercise=one.exercise,
            answer=one.answer,
        )

    def _opinion(self, subject: int, request: httpx2.Request, attempt_id: str) -> OpinionOut:
        given = self._read(OpinionIn, request)
        showing = self._attempt(subject, request, attempt_id)
        late = showing.answer is not None
        effect = Effect.late if late else self.effects.get(given.opinion, Effect.noted)
        return OpinionOut(effect=effect, showing=showing)

    def _flag(self, subject: int, request: httpx2.Request, exercise_id: str) -> FlagOut:
        reason = self._read(FlagIn, request).reason
        if not any(one.exercise.exercise_id == int(exercise_id) for one in self.attempts.values()):
            raise NotFound
        known = self.flags.setdefault((subject, int(exercise_id)), [])
        known.append(reason)
        return FlagOut(first=len(known) == 1)

    def _make_link(self, subject: int, request: httpx2.Request) -> LinkOut:
        target = self._read(LinkIn, request).target
        made = LinkOut(token=f"{subject:_>20}{target}"[-22:], target=target)
        return self.links.setdefault(made.token, made)

    def _link(self, _: int, __: httpx2.Request, token: str) -> LinkOut:
        if token not in self.links:
            raise NotFound
        return self.links[token]

    def content_of(self, subject: int, attempt_id: int) -> AnyContent:
        return self._mine(subject, attempt_id).content

    def _mine(self, subject: int, attempt_id: int) -> Attempt:
        one = self.attempts.get(attempt_id)
        if one is None or one.user_id != subject:
            raise NotFound
        return one

    def _answer(self, subject: int, request: httpx2.Request, attempt_id: str) -> AnswerOut:
        given = self._read(AnswerIn, request)
        self.again = False
        if given.key and given.key in self.replied:
            self.again = True
            return self.replied[given.key]
        one = (
            self._open_one(subject)
            if attempt_id == "open"
            else self._mine(subject, int(attempt_id))
        )
        out = self._judged(subject, one, given)
        if given.key:
            self.replied[given.key] = out
        return out

    def _open_one(self, subject: int) -> Attempt:
        for one in self.attempts.values():
            if one.user_id == subject and one.answer is None:
                return one
        raise NothingOpen

    def _judged(self, subject: int, one: Attempt, given: AnswerIn) -> AnswerOut:
        if isinstance(given.answer, SelfCheck):
            return self._self_checked(subject, one, right=given.answer.right)
        if one.answer is not None:
            self.again = True
            return one.answer
        told = self._feedback(subject, one, given)
        waits = told.verdict is Verdict.unsure
        checking = waits and self.checks
        one.answer = AnswerOut(attempt_id=one.id, feedback=told, next=None, checking=checking)
        following = None if waits else self._open(subject)
        one.answer = one.answer.model_copy(update={"next": following})
        return one.answer

    def _place_answer(self, subject: int, request: httpx2.Request, attempt_id: str) -> PlaceIn:
        given = self._read(PlaceIn, request)
        self.places.append((self._mine(subject, int(attempt_id)).id, given.message_id))
        return given

    def _let_go(self, subject: int, _: httpx2.Request, attempt_id: str) -> AnswerOut:
        one = self._mine(subject, int(attempt_id))
        if one.answer is None:
            raise NotFound
        if one.answer.next is None:
            one.answer = one.answer.model_copy(update={"next": self._open(subject)})
        return one.answer

    def has_no_verdict(self, attempt_id: int) -> None:
        """An answer that practice has gone on without: the learner may decide."""
        one = self.attempts[attempt_id]
        assert one.answer is not None
        one.answer = one.answer.model_copy(update={"checking": False})
        self.without_verdict.add(attempt_id)

    def _undo(self, subject: int, _: httpx2.Request, attempt_id: str) -> UndoneOut:
        one = self._mine(subject, int(attempt_id))
        if one.answer is None:
            raise NotFound
        first = one.answer.feedback.verdict is Verdict.wrong
        changed = {"verdict": Verdict.almost, "remedies": []}
        told = one.answer.feedback.model_copy(update=changed)
        one.answer = one.answer.model_copy(update={"feedback": told})
        return UndoneOut(first=first, showing=self._attempt(subject, _, attempt_id))

    def _appeal(self, subject: int, _: httpx2.Request, attempt_id: str) -> AppealOut:
        one = self._mine(subject, int(attempt_id))
        first = one.id not in self.appealed
        self.appealed.add(one.id)
        return AppealOut(appeal_id=1, state=self.appeal_state, first=first)

    def _explain(self, subject: int, _: httpx2.Request, attempt_id: str) -> ExplanationOut:
        one = self._mine(subject, int(attempt_id))
        if one.answer is None:
            raise NotFound
        told = one.answer.feedback
        if self.explanation is not None:
            return self.explanation
        reasons = Reasons(right=told.right, because=told.because, why=told.why)
        return ExplanationOut(said=told.said, reasons=reasons)

    def _self_checked(self, subject: int, one: Attempt, *, right: bool) -> AnswerOut:
        waits = one.answer is not None and one.answer.next is None
        if one.answer is None or not (waits or one.id in self.without_verdict):
            raise NotUnsure
        told = one.answer.feedback.model_copy(update={"self_checked": right})
        one.answer = AnswerOut(attempt_id=one.id, feedback=told, next=self._open(subject))
        return one.answer

    def _feedback(self, subject: int, one: Attempt, given: AnswerIn) -> FeedbackOut:
        locale = self.users[subject].locale
        content = one.content
        if isinstance(given.answer, GiveUp):
            judged = Judgement(verdict=Verdict.wrong, said="", right=content.right)
        else:
            judged = content.judge(given.answer, range(content.parts()), Reader())  # type: ignore[arg-type]
        return feedback(judged, content, locale)
