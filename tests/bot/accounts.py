"""The part of the stand-in for the backend that knows people and their courses."""

import json
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from backend.errors import (
    NotFound,
)
from backend.exercises.aloud import Trend
from backend.profiles.schemas import ProfileIn, ProfileOut, ProfilePatch, ProgressOut, SkillProgress
from backend.users.guessing import locale_of
from backend.users.schemas import Plan, RoleName, UserIn, UserOut, UserPatch

B = TypeVar("B", bound=BaseModel)


class Malformed(AssertionError):
    """The bot sent what the API would not understand."""


@dataclass
class Accounts:
    users: dict[int, UserOut] = field(default_factory=dict)
    bodies: list[Any] = field(default_factory=list)
    streak: int = 0
    due: int = 3
    to_repair: int = 2
    speaking: Trend | None = None

    def _read(self, schema: type[B], request: httpx2.Request) -> B:
        self.bodies.append(json.loads(request.content))
        try:
            return schema.model_validate_json(request.content)
        except ValidationError as error:
            raise Malformed(str(error)) from error

    def _put_user(self, user: UserIn) -> UserOut:
        subject = int(user.subject)
        known = self.users.get(subject)
        self.users[subject] = known or UserOut(
            id=subject + 100,
            name=user.name,
            locale=locale_of(user.language_code),
            timezone="UTC",
            plan=Plan.free,
            roles=[RoleName.learner],
            streak=0,
            best_streak=0,
            profiles=[],
            profile_id=None,
        )
        return self.users[subject]

    def _me(self, subject: int, _: httpx2.Request) -> UserOut:
        if subject not in self.users:
            raise NotFound
        return self.users[subject]

    def _become(self, subject: int, **changes: Any) -> UserOut:
        self.users[subject] = self.users[subject].model_copy(update=changes)
        return self.users[subject]

    def _patch_user(self, subject: int, request: httpx2.Request, user_id: str) -> UserOut:
        assert int(user_id) == self.users[subject].id
        patch = self._read(UserPatch, request).model_dump(exclude_unset=True)
        if "profile_id" in patch:
            self._own(subject, patch["profile_id"])
        return self._become(subject, **patch)

    def _own(self, subject: int, profile_id: int) -> ProfileOut:
        for one in self.users[subject].profiles:
            if one.id == profile_id:
                return one
        raise NotFound

    def _add_profile(self, subject: int, request: httpx2.Request, user_id: str) -> ProfileOut:
        assert int(user_id) == self.users[subject].id
        wish = self._read(ProfileIn, request)
        known = self.users[subject].profiles
        taken = [one for one in known if one.target == wish.target]
        profile = (
            taken[0] if taken else ProfileOut(id=subject * 10 + len(known), **wish.model_dump())
        )
        others = [one for one in known if one.id != profile.id]
        self._become(subject, profiles=[*others, profile], profile_id=profile.id)
        return profile

    def _patch_profile(self, subject: int, request: httpx2.Request, profile_id: str) -> ProfileOut:
        profile = self._own(subject, int(profile_id))
        patch = self._read(ProfilePatch, request).model_dump(exclude_unset=True)
        changed = profile.model_copy(update=patch)
        others = [one for one in self.users[subject].profiles if one.id != profile.id]
        self._become(subject, profiles=[*others, changed])
        return changed

    def _progress(self, subject: int, _: httpx2.Request, profile_id: str) -> ProgressOut:
        profile = self._own(subject, int(profile_id))
        return ProgressOut(
            target=profile.target,
            level=profile.level,
            streak=self.streak,
            best_streak=max(self.streak, 5),
            freezes=2,
            daily_goal=profile.daily_goal,
            sets_today=1,
            answered_today=5,
            right_today=4,
            due=self.due,
            known=12,
            learning=7,
            mistakes=2,
            to_repair=self.to_repair,
            weakest=[SkillProgress(title="Verb in second place", recall=0.42)],
            speaking=self.speaking,
        )
