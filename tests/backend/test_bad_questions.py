"""The rooms and what is said of exercises, asked with what does not fit: a 4xx that says so."""

import json
from typing import Any

import httpx2
import pytest

from backend.client import Backend
from backend.db import Sessions
from tests.backend.refusals import problem
from tests.factories import Learner, a_course, a_learner

HUGE = 10**30


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, kinds=("type_gap",))
    return await a_learner(backend)


async def request(
    http: httpx2.AsyncClient, learner: Learner, path: str, **more: Any
) -> httpx2.Response:
    """`path` as "GET /…", with ids of the learner's to be filled in."""
    shown = await learner.exercise()
    ids = {"attempt": shown.attempt_id, "exercise": shown.exercise_id}
    ids |= {"user": learner.user.id, "profile": learner.profile.id}
    method, path = path.format(**ids).split()
    return await http.request(method, f"/api/v1{path}", **more)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("POST /profiles/{profile}/next-action", {"focus": "skills"}),
        ("POST /profiles/{profile}/next-action", {"focus": 0}),
        ("POST /profiles/{profile}/next-action", {"focus": HUGE}),
        ("POST /profiles/{profile}/next-action", {"focus": [1]}),
        ("POST /attempts/{attempt}/hints", {}),
        ("POST /attempts/{attempt}/hints", {"number": 0}),
        ("POST /attempts/{attempt}/hints", {"number": 4}),
        ("POST /attempts/{attempt}/hints", {"number": HUGE}),
        ("POST /attempts/{attempt}/hints", {"number": 1, "more": 1}),
        ("POST /attempts/{attempt}/opinion", {}),
        ("POST /attempts/{attempt}/opinion", {"opinion": "fine"}),
        ("POST /attempts/{attempt}/opinion", {"opinion": None}),
        ("POST /attempts/{attempt}/opinion", {"opinion": "hard\x00"}),
        ("PUT /attempts/{attempt}/message", {}),
        ("PUT /attempts/{attempt}/message", {"message_id": 0}),
        ("PUT /attempts/{attempt}/message", {"message_id": HUGE}),
        ("PUT /attempts/{attempt}/message", {"message_id": 1, "chat_id": 2}),
        ("POST /exercises/{exercise}/flags", {}),
        ("POST /exercises/{exercise}/flags", {"reason": "spam"}),
        ("POST /exercises/{exercise}/flags", {"reason": "other", "text": "x"}),
        ("POST /links", {}),
        ("POST /links", {"target": "xx"}),
        ("POST /links", {"target": "nl\x00"}),
        ("POST /links", {"target": "nl", "user_id": 1}),
        ("POST /profiles/{profile}/words", {}),
        ("POST /profiles/{profile}/words", {"text_id": 0}),
        ("POST /profiles/{profile}/words", {"text_id": HUGE}),
        ("POST /profiles/{profile}/words", {"text_id": 1, "point_id": -1}),
        ("POST /profiles/{profile}/words", {"text_id": 1, "lemma": ""}),
        ("POST /profiles/{profile}/words", {"text_id": 1, "lemma": "x" * 65}),
        ("POST /profiles/{profile}/words", {"text_id": 1, "lemma": 5}),
    ],
)
async def test_what_does_not_fit_is_422_and_changes_nothing(
    path: str, body: dict[str, Any], learner: Learner, http: httpx2.AsyncClient
) -> None:
    before = await learner.calls.me(), await learner.exercise()
    response = await request(http, learner, path, content=json.dumps(body))
    assert response.status_code == 422
    problem(response)
    assert (await learner.calls.me(), await learner.exercise()) == before


ROOMS = ("words", "texts", "mistakes", "skills", "course", "progress")
OWN = [f"/profiles/{{id}}/{room}" for room in ROOMS]
OWN += [f"/profiles/{{profile}}/{room}/{{id}}" for room in ("words", "texts", "skills")]
POSTS: dict[str, dict[str, Any]] = {
    "/attempts/{id}/hints": {"number": 1},
    "/attempts/{id}/opinion": {"opinion": "hard"},
    "/attempts/{id}/let-go": {},
    "/attempts/{id}/undo": {},
    "/attempts/{id}/appeal": {},
    "/attempts/{id}/explanation": {},
    "/exercises/{id}/flags": {"reason": "other"},
    "/profiles/{id}/words": {"text_id": 1, "lemma": "x"},
    "/profiles/{id}/next-action": {"focus": "mistakes"},
}


@pytest.mark.parametrize("id", ["0", "-1", "x", "1.5", "%00", "%F0", "٧", 2**63, 2**63 - 1, HUGE])
async def test_an_id_that_names_nothing_is_refused_wherever_it_stands(
    id: object, learner: Learner, http: httpx2.AsyncClient
) -> None:
    for path, body in [*((f"GET {own}", None) for own in OWN), *_posts()]:
        response = await request(http, learner, path.replace("{id}", str(id)), json=body)
        assert response.status_code in (404, 422), path
        problem(response)


def _posts() -> list[tuple[str, dict[str, Any]]]:
    place = ("PUT /attempts/{id}/message", {"message_id": 1})
    return [place, *((f"POST {path}", body) for path, body in POSTS.items())]


@pytest.mark.parametrize(
    "path", ["PUT /attempts/{attempt}/message", "POST /attempts/{attempt}/let-go"]
)
async def test_what_is_not_being_checked_has_no_place_and_lets_nobody_go(
    path: str, learner: Learner, http: httpx2.AsyncClient
) -> None:
    response = await request(http, learner, path, json={"message_id": 1})
    assert (response.status_code, problem(response)["code"]) == (404, "NotFound")


@pytest.mark.parametrize(
    "path",
    [
        *(f"{room}?page={n}" for room in ("words", "texts", "mistakes") for n in (-1, 10_000, "x")),
        "words?page=",
        f"texts?page={HUGE}",
        "words?show=lost",
        "words?show=due%00",
        "words/search",
        "words/search?sought=",
        "words/search?sought=%00%E2%80%8B",
        f"words/search?sought={'x' * 41}",
        "skills?level=Z1",
        "skills?level=",
    ],
)
async def test_a_question_that_does_not_fit_is_422(
    path: str, learner: Learner, http: httpx2.AsyncClient
) -> None:
    response = await request(http, learner, f"GET /profiles/{{profile}}/{path}")
    assert (response.status_code, problem(response)["code"]) == (422, "Invalid")


@pytest.mark.parametrize("sought", ["%25_", "'", "%5C", "%ED%A0%80", "%F0%9F%91%8D", "a%00b", "("])
async def test_odd_words_are_looked_for_all_the_same(
    sought: str, learner: Learner, http: httpx2.AsyncClient
) -> None:
    path = f"GET /profiles/{{profile}}/words/search?sought={sought}"
    response = await request(http, learner, path)
    assert (response.status_code, response.json()["words"]) == (200, [])


@pytest.mark.parametrize("token", ["x", "x" * 23, "%00" * 22, "x" * 21 + "%0A", "x" * 22])
async def test_a_link_that_leads_nowhere_is_refused(
    token: str, learner: Learner, http: httpx2.AsyncClient
) -> None:
    response = await request(http, learner, f"GET /links/{token}")
    assert response.status_code in (404, 422)
    problem(response)
