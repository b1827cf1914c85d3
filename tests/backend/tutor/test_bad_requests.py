"""Talks asked for with what does not fit: a 4xx that says so, and nothing changes."""

import json
from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select

from backend.db import Sessions
from backend.tutor.models import Conversation, Turn
from tests.backend.refusals import problem
from tests.backend.tutor.talking import CAFE
from tests.factories import Learner

HUGE = 10**30


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("POST /profiles/{profile}/talks", {"scenario": "../../etc"}),
        ("POST /profiles/{profile}/talks", {"scenario": "x" * 65}),
        ("POST /profiles/{profile}/talks", {"scenario": 5}),
        ("POST /profiles/{profile}/talks", {"scenario": CAFE, "level": "A1"}),
        ("POST /talks/{talk}/turns", {}),
        ("POST /talks/{talk}/turns", {"text": "Hoi"}),
        ("POST /talks/{talk}/turns", {"text": "Hoi", "key": ""}),
        ("POST /talks/{talk}/turns", {"text": "Hoi", "key": "x" * 65}),
        ("POST /talks/{talk}/turns", {"text": "Hoi", "key": "é"}),
        ("POST /talks/{talk}/turns", {"text": ["Hoi"], "key": "1"}),
        ("POST /talks/{talk}/turns", {"text": "Hoi", "key": "1", "by": "tutor"}),
        ("POST /turns/{turn}/chip", {}),
        ("POST /turns/{turn}/chip", {"number": -1}),
        ("POST /turns/{turn}/chip", {"number": 10}),
        ("POST /turns/{turn}/chip", {"number": HUGE}),
        ("PUT /turns/{turn}/message", {}),
        ("PUT /turns/{turn}/message", {"message_id": 0}),
        ("PUT /turns/{turn}/message", {"message_id": HUGE}),
    ],
)
async def test_what_does_not_fit_is_422_and_changes_nothing(
    path: str,
    body: dict[str, Any],
    learner: Learner,
    http: httpx2.AsyncClient,
    sessions: Sessions,
) -> None:
    talk = await learner.calls.start_talk(learner.profile.id, CAFE)
    ids = {"profile": learner.profile.id, "talk": talk.id, "turn": talk.turn.id}
    method, path = path.format(**ids).split()
    response = await http.request(method, f"/api/v1{path}", content=json.dumps(body))
    assert response.status_code == 422
    problem(response)
    async with sessions() as session:
        counts = [
            await session.scalar(select(func.count()).select_from(table))
            for table in (Conversation, Turn)
        ]
    assert counts == [1, 1]


WAYS: dict[str, dict[str, Any] | None] = {
    "GET /profiles/{id}/talks": None,
    "POST /profiles/{id}/talks": {"scenario": CAFE},
    "POST /talks/{id}/turns": {"text": "Hoi", "key": "1"},
    "POST /talks/{id}/finish": None,
    "POST /talks/{id}/leave": None,
    "POST /talks/{id}/resume": None,
    "POST /turns/{id}/chip": {"number": 0},
    "POST /turns/{id}/again": None,
    "GET /turns/{id}/hint": None,
    "POST /turns/{id}/translation": None,
    "POST /turns/{id}/stop": None,
    "PUT /turns/{id}/message": {"message_id": 5},
}


@pytest.mark.parametrize("id", ["0", "-1", "x", "%00", "٧", 2**63, 2**63 - 1, HUGE])
async def test_an_id_that_names_nothing_is_refused(
    id: object, learner: Learner, http: httpx2.AsyncClient
) -> None:
    for way, body in WAYS.items():
        method, path = way.replace("{id}", str(id)).split()
        response = await http.request(method, f"/api/v1{path}", json=body)
        assert response.status_code in (404, 422), way
        problem(response)


@pytest.mark.parametrize("page", ["-1", "10000", "x", ""])
async def test_a_page_that_is_none_is_refused(
    page: str, learner: Learner, http: httpx2.AsyncClient
) -> None:
    assert (await http.get(f"/api/v1/facts?page={page}")).status_code == 422
