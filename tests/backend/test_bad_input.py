"""Well-formed requests with a value that does not fit: a 4xx that says so, and nothing written."""

import json
from typing import Any

import httpx2
import pytest

from backend.client import Backend
from backend.db import Sessions
from tests.backend.refusals import NO_ROWS, USER, problem, rows
from tests.factories import Learner, a_course, a_learner, a_user


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, kinds=("type_gap",))
    learner = await a_learner(backend)
    await learner.exercise()
    return learner


HUGE = 10**30
PUTS: list[dict[str, Any]] = [
    {"provider": "viber"},
    {"provider": None},
    {"subject": 7},
    {"subject": ""},
    {"subject": "x"},
    {"subject": "7\n"},
    {"subject": "٧"},
    {"subject": "7" * 21},
    {"bot_id": 0},
    {"bot_id": "x"},
    {"bot_id": HUGE},
    {"chat_id": HUGE},
    {"chat_id": -HUGE},
    {"chat_id": 1.5},
    {"name": 5},
    {"name": None},
    {"name": "x" * 20_000},
    {"language_code": "x" * 17},
    {"bot_language": "NL"},
    {"bot_language": "nl\x00"},
    {"bot_language": ""},
    {"extra": "field"},
]


@pytest.mark.parametrize("fields", PUTS, ids=repr)
async def test_a_person_who_does_not_fit_is_422_and_leaves_no_row(
    fields: dict[str, Any], http: httpx2.AsyncClient, sessions: Sessions
) -> None:
    response = await http.put("/api/v1/users", content=json.dumps({**USER, **fields}))
    assert (response.status_code, problem(response)["code"]) == (422, "Invalid")
    assert await rows(sessions) == NO_ROWS


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ada\x00 Lovelace", "Ada Lovelace"),
        ("\ud800Ada", "Ada"),
        ("A\u202eda\x07", "Ada"),
        ("\x00\u200b", "?"),
        ("", "?"),
        ("a\n\nb", "a b"),
        ("Ада 👍", "Ада 👍"),
        ("x" * 256, "x" * 128),
        ("'; DROP TABLE users; --", "'; DROP TABLE users; --"),
    ],
)
async def test_a_name_is_freed_of_what_no_eye_can_see(
    name: str, kept: str, http: httpx2.AsyncClient, sessions: Sessions
) -> None:
    response = await http.put("/api/v1/users", content=json.dumps({**USER, "name": name}))
    assert (response.status_code, response.json()["name"]) == (200, kept)


TYPED: list[tuple[Any, int]] = [
    ({"type": "typed", "text": "x" * 20_000}, 422),
    ({"type": "typed", "text": "x" * 1001}, 422),
    ({"type": "typed", "text": ""}, 422),
    ({"type": "typed", "text": "\x00\u200b\ud800"}, 422),
    ({"type": "typed", "text": ["x"]}, 422),
    ({"type": "typed"}, 422),
    ({"type": "typed", "text": "x", "more": 1}, 422),
    ({"type": "sung", "text": "x"}, 422),
    ({"type": "choice", "index": -1}, 422),
    ({"type": "choice", "index": HUGE}, 422),
    ({"type": "choice", "index": "first"}, 422),
    ({"type": "ordered", "order": []}, 422),
    ({"type": "ordered", "order": [0] * 31}, 422),
    ({"type": "ordered", "order": [HUGE]}, 422),
    ({"type": "self_check", "right": "perhaps"}, 422),
    ({"type": "self_check", "right": True}, 409),
    (None, 422),
    ([], 422),
    ("typed", 422),
]


class TestAnAnswer:
    @pytest.mark.parametrize(("answer", "status"), TYPED)
    async def test_that_does_not_fit_is_refused_and_leaves_the_exercise_open(
        self,
        answer: Any,
        status: int,
        learner: Learner,
        http: httpx2.AsyncClient,
        sessions: Sessions,
    ) -> None:
        before = await rows(sessions)
        shown = await learner.exercise()
        path = f"/api/v1/attempts/{shown.attempt_id}"
        response = await http.post(f"{path}/answer", content=json.dumps({"answer": answer}))
        assert response.status_code == status
        problem(response)
        assert (await learner.exercise()).attempt_id == shown.attempt_id
        assert await rows(sessions) == before

    @pytest.mark.parametrize(
        "fields",
        [
            {"key": ""},
            {"key": "k" * 129},
            {"key": "a b"},
            {"key": "a\x00"},
            {"key": "\ud800"},
            {"key": "ключ"},
            {"key": 5},
            {"sent_at": "yesterday"},
            {"sent_at": "2026-03-10T12:00:00"},
            {"sent_at": HUGE},
            {"extra": 1},
        ],
        ids=repr,
    )
    async def test_with_a_field_that_does_not_fit_is_422(
        self, fields: dict[str, Any], learner: Learner, http: httpx2.AsyncClient
    ) -> None:
        body = {"answer": {"type": "typed", "text": "goedkoop"}, **fields}
        response = await http.post("/api/v1/attempts/open/answer", content=json.dumps(body))
        assert (response.status_code, problem(response)["code"]) == (422, "Invalid")

    @pytest.mark.parametrize(
        ("sent_at", "status"),
        [
            ("9999-12-31T23:59:59.999Z", 200),
            ("9999-12-31T23:59:59-14:00", 200),
            ("0001-01-01T00:00:00Z", 409),
            ("0001-01-01T00:00:00+14:00", 409),
        ],
    )
    async def test_from_the_ends_of_time_is_compared_all_the_same(
        self, sent_at: str, status: int, learner: Learner, http: httpx2.AsyncClient
    ) -> None:
        body = {"answer": {"type": "typed", "text": "goedkoop"}, "sent_at": sent_at}
        response = await http.post("/api/v1/attempts/open/answer", content=json.dumps(body))
        assert response.status_code == status

    @pytest.mark.parametrize("text", ["goed\x00koop", "\ud800goedkoop", "goed\u200bkoop\x07"])
    async def test_with_control_characters_or_half_characters_is_read_without_them(
        self, text: str, learner: Learner, http: httpx2.AsyncClient
    ) -> None:
        body = json.dumps({"answer": {"type": "typed", "text": text}, "key": "m1"})
        response = await http.post("/api/v1/attempts/open/answer", content=body)
        assert response.status_code == 200
        assert response.json()["feedback"]["verdict"] == "correct"

    @pytest.mark.parametrize("profile_id", [0, -1, HUGE, 2**63, 2**63 - 1, "x", None])
    async def test_to_be_validated_for_a_profile_that_cannot_be_is_refused(
        self, profile_id: Any, learner: Learner, http: httpx2.AsyncClient
    ) -> None:
        shown = await learner.exercise()
        body = {"profile_id": profile_id, "answer": {"type": "typed", "text": "x"}}
        path = f"/api/v1/exercises/{shown.exercise_id}/validate"
        response = await http.post(path, content=json.dumps(body))
        assert response.status_code in (404, 422)
        problem(response)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("PATCH /users/{user}", {"timezone": "Mars/Phobos"}),
        ("PATCH /users/{user}", {"timezone": "../../etc/passwd"}),
        ("PATCH /users/{user}", {"timezone": "Europe/Amsterdam\x00"}),
        ("PATCH /users/{user}", {"timezone": "x" * 20_000}),
        ("PATCH /users/{user}", {"locale": "Dutch"}),
        ("PATCH /users/{user}", {"plan": "plus"}),
        ("PATCH /users/{user}", {"roles": ["admin"]}),
        ("PATCH /users/{user}", {"profile_id": "x"}),
        ("POST /users/{user}/profiles", {"native": "en"}),
        ("POST /users/{user}/profiles", {"native": "Dutch", "target": "en"}),
        ("POST /users/{user}/profiles", {"native": "en", "target": "nl\x00"}),
        ("POST /users/{user}/profiles", {"native": "en", "target": "Dutch"}),
        ("POST /users/{user}/profiles", {"native": "en", "target": "xx"}),
        ("POST /users/{user}/profiles", {"native": "en", "target": "nl", "level": "Z1"}),
        ("POST /users/{user}/profiles", {"native": "en", "target": "nl", "daily_goal": 0}),
        ("POST /users/{user}/profiles", {"native": "en", "target": "nl", "daily_goal": HUGE}),
        ("PATCH /profiles/{profile}", {"level": "A0"}),
        ("PATCH /profiles/{profile}", {"daily_goal": 21}),
        ("PATCH /profiles/{profile}", {"target": "en"}),
        ("PATCH /profiles/{profile}", {"alphabet": "runes"}),
        ("POST /profiles/{profile}/next-action", {"go_on": "maybe"}),
        ("POST /profiles/{profile}/next-action", {"go": True}),
    ],
)
async def test_a_change_that_does_not_fit_is_422_and_changes_nothing(
    path: str, body: dict[str, Any], learner: Learner, http: httpx2.AsyncClient
) -> None:
    before = await learner.calls.me()
    method, path = path.format(user=learner.user.id, profile=learner.profile.id).split()
    response = await http.request(method, f"/api/v1{path}", content=json.dumps(body))
    assert response.status_code == 422
    problem(response)
    assert await learner.calls.me() == before


@pytest.mark.parametrize(
    "body",
    [
        {"x" * 50_000: 1},
        {"answer": {"type": "x" * 50_000}},
        {"answer": {"type": "typed", "text": "x", "y" * 50_000: 1}},
    ],
)
async def test_a_refusal_does_not_repeat_what_is_refused(
    body: dict[str, Any], learner: Learner, http: httpx2.AsyncClient
) -> None:
    response = await http.post("/api/v1/attempts/open/answer", content=json.dumps(body))
    assert problem(response)["code"] == "Invalid"
    assert len(response.content) < 1000


async def test_another_person_is_forbidden(
    learner: Learner, backend: Backend, http: httpx2.AsyncClient
) -> None:
    other = await backend.put_user(a_user(8))
    for method, path, body in [
        ("GET", "", None),
        ("PATCH", "", {"locale": "ru"}),
        ("POST", "/profiles", {"native": "en", "target": "nl"}),
    ]:
        response = await http.request(method, f"/api/v1/users/{other.id}{path}", json=body)
        assert (response.status_code, problem(response)["code"]) == (403, "Forbidden")
