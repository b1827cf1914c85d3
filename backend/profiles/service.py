from backend.exercises.course import start
from backend.profiles.models import Profile
from backend.profiles.schemas import ProfileIn, ProfilePatch


def create(user_id: int, given: ProfileIn) -> Profile:
    return Profile(user_id=user_id, place=start(given.level), **given.model_dump())


def change(profile: Profile, patch: ProfilePatch | ProfileIn) -> None:
    """A new level starts at the level's beginning; memories and mistakes stay."""
    changes = patch.model_dump(exclude_none=True)
    if changes.get("level", profile.level) is not profile.level:
        profile.place = start(changes["level"])
        profile.again = min(profile.again, profile.place)
        profile.opinion_run = 0
    for name, value in changes.items():
        setattr(profile, name, value)
