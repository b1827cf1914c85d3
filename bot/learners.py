"""Who takes part: the person behind a turn, as the backend knows them."""

from dataclasses import dataclass
from datetime import datetime

from cachetools import TTLCache

from backend.client import Backend, Calls, Refused
from backend.exercises.schemas import LanguageOut
from backend.profiles.schemas import ProfileIn, ProfileOut, ProfilePatch
from backend.users.schemas import UserIn, UserOut, UserPatch
from bot.texts import Texts, locale_of
from bot.turns import Turn

REMEMBERED_S = 300
PEOPLE = 10_000
MAX_NAME = 128


class NoCourse(Exception):
    """This person has not chosen a language to learn yet."""


class People:
    """Everybody who wrote lately. What a person changes here is seen at once; what changes
    elsewhere, within five minutes."""

    def __init__(self, backend: Backend, *, bot_language: str | None = None) -> None:
        self.backend = backend
        self.bot_language = bot_language
        self._users: TTLCache[tuple[int, int], UserOut] = TTLCache(PEOPLE, REMEMBERED_S)
        self._languages: TTLCache[str, list[LanguageOut]] = TTLCache(1, REMEMBERED_S)

    async def learner(self, turn: Turn) -> "Learner":
        """Whoever's turn it is. A person whom the backend has not met is introduced to it."""
        calls = self.backend.on_behalf_of(
            turn.person.id, bot_id=turn.bot.id, update_id=turn.update_id
        )
        user = self._users.get((turn.bot.id, turn.person.id))
        learner = Learner(self, turn, calls, user) if user else await self._meet(turn, calls)
        self.remember(turn, learner.user)
        return learner

    async def _meet(self, turn: Turn, calls: Calls) -> "Learner":
        try:
            user = await calls.me()
        except Refused as no:
            if no.code != "NotFound":
                raise
            user = await self.introduce(turn)
        return Learner(self, turn, calls, user)

    async def introduce(self, turn: Turn) -> UserOut:
        person = turn.person
        return await self.backend.put_user(
            UserIn(
                provider="telegram",
                subject=str(person.id),
                bot_id=turn.bot.id,
                chat_id=turn.chat_id,
                # A name may be made of nothing that can be seen.
                name=person.full_name.strip()[:MAX_NAME].strip() or str(person.id),
                language_code=person.language_code,
                bot_language=self.bot_language,
            )
        )

    def remember(self, turn: Turn, user: UserOut) -> None:
        self._users[turn.bot.id, turn.person.id] = user

    def forget(self, turn: Turn) -> None:
        """Asks the backend anew next time: what was remembered is not what it knows."""
        self._users.pop((turn.bot.id, turn.person.id), None)

    def texts(self, turn: Turn) -> Texts:
        """The reader's language without asking the backend, which may be away."""
        user = self._users.get((turn.bot.id, turn.person.id))
        if user is None:
            return Texts(locale_of(turn.person.language_code))
        return Texts(user.locale, user.timezone)

    async def languages(self) -> list[LanguageOut]:
        """The target languages on offer; the one alone that binds this bot, if one does."""
        known = self._languages.get("all")
        if known is None:
            known = self._languages["all"] = await self.backend.languages()
        bound = self.bot_language
        return known if bound is None else [one for one in known if one.code == bound]

    async def language(self, code: str) -> LanguageOut | None:
        return next((one for one in await self.languages() if one.code == code), None)


@dataclass
class Learner:
    """The person whose turn it is, and the calls made on their behalf."""

    people: People
    turn: Turn
    calls: Calls
    user: UserOut

    @property
    def texts(self) -> Texts:
        return Texts(self.user.locale, self.user.timezone)

    @property
    def profile(self) -> ProfileOut:
        """The course that is active in this chat. Raises NoCourse."""
        for profile in self.user.profiles:
            if profile.id == self.user.profile_id:
                return profile
        raise NoCourse

    async def greet(self) -> None:
        self._became(await self.people.introduce(self.turn))

    async def patch(self, patch: UserPatch) -> None:
        self._became(await self.calls.patch_user(self.user.id, patch))

    async def take_up(self, wish: ProfileIn) -> None:
        """Begins the course, or takes it up again, and makes it the active one."""
        self._has(await self.calls.add_profile(self.user.id, wish))

    async def patch_profile(self, patch: ProfilePatch) -> None:
        self._has(await self.calls.patch_profile(self.profile.id, patch))

    def talks(self, talk_id: int | None) -> None:
        """What is typed goes to this talk from now on, or to none. The backend knows."""
        self._has(self.profile.model_copy(update={"conversation_id": talk_id}))

    def falls_silent(self, until: datetime | None) -> None:
        """Nothing is to be spoken until then. The backend knows."""
        self._has(self.profile.model_copy(update={"silent_until": until}))

    async def leave_talk(self) -> bool:
        """Practice has the word again. Whether a talk waits that could be gone on with."""
        profiles = (one for one in self.user.profiles if one.id == self.user.profile_id)
        talk_id = next((one.conversation_id for one in profiles), None)
        if talk_id is None:
            return False
        left = await self.calls.leave_talk(talk_id)
        self.talks(None)
        if left.message_id is not None:
            await self.turn.settle(left.message_id)
        return left.waits

    def _has(self, profile: ProfileOut) -> None:
        others = [one for one in self.user.profiles if one.id != profile.id]
        self._became(
            self.user.model_copy(update={"profiles": [*others, profile], "profile_id": profile.id})
        )

    def _became(self, user: UserOut) -> None:
        self.user = user
        self.people.remember(self.turn, user)
