"""Adding and changing the people of the page."""

import re
from dataclasses import replace
from typing import Any

from infra.local.telegram.context import Context
from infra.local.telegram.errors import ApiError, bad_request
from infra.local.telegram.store.people import Person

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
NAME_MAX = 64
PEOPLE_MAX = 200


def add(ctx: Context, body: dict[str, Any]) -> Person:
    with ctx.transaction() as store:
        if len(store.people.all()) >= PEOPLE_MAX:
            raise bad_request(f"at most {PEOPLE_MAX} people")
        blank = Person(store.people.next_id(), "", None, None, "en", 0)
        return store.people.save(_changed(blank, body))


def change(ctx: Context, person_id: int, body: dict[str, Any]) -> Person:
    with ctx.transaction() as store:
        person = store.people.get(person_id)
        if person is None:
            raise ApiError(404, "no such person")
        saved = store.people.save(_changed(person, body))
    for bot in ctx.settings.bots:
        ctx.broadcast.signal("profile", bot=bot.id)
    return saved


def _changed(person: Person, body: dict[str, Any]) -> Person:
    fields = ("first_name", "last_name", "username", "language_code")
    given: dict[str, Any] = {name: _clean(body[name]) for name in fields if name in body}
    changed = replace(person, **given)
    if not changed.first_name or len(changed.first_name) > NAME_MAX:
        raise bad_request(f"a first name has 1-{NAME_MAX} characters")
    if changed.last_name and len(changed.last_name) > NAME_MAX:
        raise bad_request(f"a last name has at most {NAME_MAX} characters")
    if changed.username and not USERNAME.fullmatch(changed.username):
        raise bad_request("a username is 4-32 of A-Z a-z 0-9 _ and starts with a letter")
    if not LANGUAGE.fullmatch(changed.language_code or ""):
        raise bad_request("a language code looks like en or pt-br")
    return changed


def _clean(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise bad_request("names and codes are text")
    return value.strip() or None
