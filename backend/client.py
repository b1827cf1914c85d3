"""The bot's only door into the backend: one method a call, typed by the backend's own schemas."""

from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar
from urllib.parse import urlencode

import httpx2
from pydantic import BaseModel, TypeAdapter

from backend.attempts.schemas import (
    AGAIN,
    AnswerIn,
    AnswerOut,
    AttemptOut,
    HintIn,
    OpinionIn,
    OpinionOut,
)
from backend.client_admin import AdminCalls
from backend.client_appeals import AppealCalls
from backend.client_checking import CheckingCalls
from backend.client_recordings import RecordingCalls
from backend.client_spoken import SpokenCalls
from backend.client_tutor import TutorCalls
from backend.exercises.schemas import LanguageOut
from backend.kit.levels import Level
from backend.lessons.schemas import FocusOn, NextActionIn, NextActionOut, RemindOut
from backend.links.schemas import LinkIn, LinkOut
from backend.profiles.schemas import Opinion, ProfileIn, ProfileOut, ProfilePatch, ProgressOut
from backend.quality.schemas import FlagIn, FlagOut, FlagReason
from backend.reading.schemas import TextOut, TextsOut, WordIn
from backend.reports.schemas import CourseOut, MistakesOut, SkillOut, SkillsOut
from backend.users.schemas import UserIn, UserOut, UserPatch
from backend.words.schemas import Show, WordCard, WordsOut

OPEN = "open"
"""Stands for the id of the attempt that the learner has open in this chat."""

_LANGUAGES = TypeAdapter(list[LanguageOut])
M = TypeVar("M", bound=BaseModel)


class Refused(Exception):
    """The backend answered, and the answer was no. `code` names the AppError."""

    def __init__(self, code: str, status: int, detail: str = "") -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.code = code
        self.status = status


class Unreachable(Exception):
    """The backend did not answer in time, or could not."""


class Replied(NamedTuple):
    """`again`: the same press had this reply before."""

    to: AnswerOut
    again: bool


class Backend:
    """Calls on behalf of nobody; `on_behalf_of` gives the calls of one person in one chat."""

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        timeout: float = 5,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._http = httpx2.AsyncClient(
            base_url=f"{base_url}/api/v1",
            headers={"authorization": f"Bearer {token}"},
            timeout=timeout,
            transport=transport,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _: type[BaseException] | None,
        __: BaseException | None,
        ___: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def put_user(self, user: UserIn) -> UserOut:
        return UserOut.model_validate_json(await self.send("PUT", "/users", user))

    async def languages(self) -> list[LanguageOut]:
        return _LANGUAGES.validate_json(await self.send("GET", "/languages"))

    def on_behalf_of(self, subject: int, *, bot_id: int, update_id: int | None = None) -> "Calls":
        """The calls of the Telegram user `subject` who writes to the bot `bot_id`."""
        headers = {"x-actor": f"telegram:{subject}", "x-bot": str(bot_id)}
        if update_id is not None:
            headers["x-request-id"] = f"u{bot_id}-{update_id}"
        return Calls(self, headers)

    async def send(
        self,
        method: str,
        path: str,
        body: BaseModel | None = None,
        headers: dict[str, str] | None = None,
    ) -> bytes:
        """The body of a successful reply. Raises Refused or Unreachable."""
        return (await self.exchange(method, path, body, headers)).content

    async def exchange(
        self,
        method: str,
        path: str,
        body: BaseModel | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx2.Response:
        """A successful response. Raises Refused or Unreachable."""
        content = None if body is None else body.model_dump_json(exclude_none=True)
        sent = {"content-type": "application/json", **(headers or {})}
        try:
            response = await self._http.request(method, path, content=content, headers=sent)
        except httpx2.TransportError as error:
            raise Unreachable from error
        if response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
            raise Unreachable(f"{response.status_code} from {method} {path}")
        if response.is_error:
            raise _refusal(response)
        return response


def _refusal(response: httpx2.Response) -> Refused:
    try:
        problem: dict[str, Any] = response.json()
    except ValueError:
        problem = {}
    code, detail = str(problem.get("code", "Unknown")), str(problem.get("detail", ""))
    return Refused(code, response.status_code, detail)


class Calls(AppealCalls, TutorCalls, CheckingCalls, AdminCalls, SpokenCalls, RecordingCalls):
    def __init__(self, backend: Backend, headers: dict[str, str]) -> None:
        self._backend = backend
        self._headers = headers

    async def me(self) -> UserOut:
        """Raises Refused with code NotFound for a person the backend does not know."""
        return await self._call(UserOut, "GET", "/users/me")

    async def patch_user(self, user_id: int, patch: UserPatch) -> UserOut:
        return await self._call(UserOut, "PATCH", f"/users/{user_id}", patch)

    async def add_profile(self, user_id: int, profile: ProfileIn) -> ProfileOut:
        """Creates the profile, or takes up the one that exists, and makes it active here."""
        return await self._call(ProfileOut, "POST", f"/users/{user_id}/profiles", profile)

    async def patch_profile(self, profile_id: int, patch: ProfilePatch) -> ProfileOut:
        return await self._call(ProfileOut, "PATCH", f"/profiles/{profile_id}", patch)

    async def progress(self, profile_id: int) -> ProgressOut:
        return await self._call(ProgressOut, "GET", f"/profiles/{profile_id}/progress")

    async def mistakes(self, profile_id: int, page: int = 0) -> MistakesOut:
        """A page beyond the last is the last."""
        path = f"/profiles/{profile_id}/mistakes?page={page}"
        return await self._call(MistakesOut, "GET", path)

    async def skills(self, profile_id: int, level: Level | None = None) -> SkillsOut:
        """Of the learner's own level, unless another is named."""
        query = "" if level is None else f"?level={level}"
        return await self._call(SkillsOut, "GET", f"/profiles/{profile_id}/skills{query}")

    async def skill(self, profile_id: int, point_id: int) -> SkillOut:
        return await self._call(SkillOut, "GET", f"/profiles/{profile_id}/skills/{point_id}")

    async def course(self, profile_id: int) -> CourseOut:
        return await self._call(CourseOut, "GET", f"/profiles/{profile_id}/course")

    async def next_action(
        self, profile_id: int, *, go_on: bool = False, focus: FocusOn | None = None
    ) -> NextActionOut:
        """What comes next; with `focus`, on one point or on mistakes."""
        asked = NextActionIn(go_on=go_on, focus=focus)
        return await self._call(NextActionOut, "POST", f"/profiles/{profile_id}/next-action", asked)

    async def remind(self, profile_id: int) -> RemindOut:
        """Be told in this chat when the rest is over. Asking twice is asking once."""
        return await self._call(RemindOut, "POST", f"/profiles/{profile_id}/reminder")

    async def attempt(self, attempt_id: int) -> AttemptOut:
        return await self._call(AttemptOut, "GET", f"/attempts/{attempt_id}")

    async def hint(self, attempt_id: int, number: int) -> AttemptOut:
        """The showing with its first `number` hints."""
        asked = HintIn(number=number)
        return await self._call(AttemptOut, "POST", f"/attempts/{attempt_id}/hints", asked)

    async def opine(self, attempt_id: int, opinion: Opinion) -> OpinionOut:
        """Said of the open exercise; twice in a row moves the course."""
        asked = OpinionIn(opinion=opinion)
        return await self._call(OpinionOut, "POST", f"/attempts/{attempt_id}/opinion", asked)

    async def flag(self, exercise_id: int, reason: FlagReason) -> FlagOut:
        """Something is wrong with an exercise. Reporting twice is reporting once."""
        given = FlagIn(reason=reason)
        return await self._call(FlagOut, "POST", f"/exercises/{exercise_id}/flags", given)

    async def make_link(self, target: str) -> LinkOut:
        return await self._call(LinkOut, "POST", "/links", LinkIn(target=target))

    async def link(self, token: str) -> LinkOut:
        """Where it leads. Raises Refused with code NotFound for no link."""
        return await self._call(LinkOut, "GET", f"/links/{token}")

    async def answer(self, attempt_id: int | str, given: AnswerIn) -> AnswerOut:
        """`attempt_id` may be OPEN, for a typed answer."""
        return (await self.replied(attempt_id, given)).to

    async def replied(self, attempt_id: int | str, given: AnswerIn) -> Replied:
        path = f"/attempts/{attempt_id}/answer"
        response = await self._backend.exchange("POST", path, given, self._headers)
        to = AnswerOut.model_validate_json(response.content)
        return Replied(to, AGAIN in response.headers)

    async def words(self, profile_id: int, show: Show, page: int) -> WordsOut:
        path = f"/profiles/{profile_id}/words?show={show}&page={page}"
        return await self._call(WordsOut, "GET", path)

    async def find_words(self, profile_id: int, sought: str) -> WordsOut:
        path = f"/profiles/{profile_id}/words/search?{urlencode({'sought': sought})}"
        return await self._call(WordsOut, "GET", path)

    async def word(self, profile_id: int, point_id: int) -> WordCard:
        return await self._call(WordCard, "GET", f"/profiles/{profile_id}/words/{point_id}")

    async def add_word(self, profile_id: int, word: WordIn) -> TextOut:
        """The text anew, with the word among the learner's own. Adding twice is adding once."""
        return await self._call(TextOut, "POST", f"/profiles/{profile_id}/words", word)

    async def reading_texts(self, profile_id: int, page: int) -> TextsOut:
        return await self._call(TextsOut, "GET", f"/profiles/{profile_id}/texts?page={page}")

    async def reading_text(self, profile_id: int, text_id: int) -> TextOut:
        return await self._call(TextOut, "GET", f"/profiles/{profile_id}/texts/{text_id}")

    async def _call(
        self, reply: type[M], method: str, path: str, body: BaseModel | None = None
    ) -> M:
        return reply.model_validate_json(
            await self._backend.send(method, path, body, self._headers)
        )

    async def _send(self, method: str, path: str, body: BaseModel | None = None) -> bytes:
        return await self._backend.send(method, path, body, self._headers)

    async def _do(self, method: str, path: str, body: BaseModel | None = None) -> None:
        await self._send(method, path, body)
