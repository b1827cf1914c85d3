from fastapi import APIRouter

from backend.deps import Acting, Configured, Id, Now, Tx
from backend.profiles.schemas import ProfileIn, ProfileOut, ProfilePatch
from backend.users import service
from backend.users.schemas import UserIn, UserOut, UserPatch

router = APIRouter(tags=["users"])


@router.put("/users")
async def put_user(given: UserIn, session: Tx, configured: Configured, now: Now) -> UserOut:
    """Create the person, or meet them again."""
    return await service.put_user(session, given, admin_ids=configured.admin_ids, now=now)


@router.get("/users/me")
async def me(session: Tx, actor: Acting, now: Now) -> UserOut:
    return await service.me(session, actor, now=now)


@router.get("/users/{user_id}")
async def get_user(user_id: Id, session: Tx, actor: Acting, now: Now) -> UserOut:
    return service.user_out(await service.own(session, actor, user_id), actor, now=now)


@router.patch("/users/{user_id}")
async def patch_user(
    user_id: Id, patch: UserPatch, session: Tx, actor: Acting, now: Now
) -> UserOut:
    return await service.patch_user(session, actor, user_id, patch, now=now)


@router.post("/users/{user_id}/profiles")
async def add_profile(user_id: Id, given: ProfileIn, session: Tx, actor: Acting) -> ProfileOut:
    """Create the profile in that language, or take up the one there is; active in this chat."""
    return await service.add_profile(session, actor, user_id, given)


@router.patch("/profiles/{profile_id}")
async def patch_profile(
    profile_id: Id, patch: ProfilePatch, session: Tx, actor: Acting
) -> ProfileOut:
    return await service.patch_profile(session, actor, profile_id, patch)
