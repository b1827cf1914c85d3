"""Whatever is wrong with a request, the reply is a problem with the right 4xx, and no row."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from backend.db import Sessions
from backend.edge import MAX_BODY
from tests.backend.refusals import NO_ROWS, USER, problem, rows


class TestTheToken:
    @pytest.mark.parametrize(
        "given",
        [
            None,
            "",
            "Bearer",
            "Bearer wrong",
            "Basic YTpi",
            "Bearer a-token-of-the-tests-012345678",
            "bearer a-token-of-the-tests-0123456789",
            b"Bearer \xff\xfe",
            "Bearer пароль".encode(),
        ],
    )
    @pytest.mark.parametrize(
        ("method", "path"),
        [("PUT", "/users"), ("GET", "/languages"), ("GET", "/users/me"), ("GET", "/users/1")],
    )
    async def test_missing_malformed_or_wrong_is_401(
        self,
        given: str | bytes | None,
        method: str,
        path: str,
        nobody: httpx2.AsyncClient,
        sessions: Sessions,
    ) -> None:
        headers: list[tuple[bytes, bytes]] = [(b"x-actor", b"telegram:7"), (b"x-bot", b"42")]
        if given is not None:
            value = given if isinstance(given, bytes) else given.encode()
            headers.append((b"authorization", value))
        body = USER if method == "PUT" else None
        response = await nobody.request(method, f"/api/v1{path}", json=body, headers=headers)
        assert (response.status_code, problem(response)["code"]) == (401, "Unauthenticated")
        assert await rows(sessions) == NO_ROWS

    @pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
    async def test_is_not_asked_for_by_probes(self, path: str, nobody: httpx2.AsyncClient) -> None:
        assert (await nobody.get(path)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x-actor": ""},
        {"x-actor": "7"},
        {"x-actor": "telegram:"},
        {"x-actor": "telegram:x"},
        {"x-actor": "telegram:-7"},
        {"x-actor": "viber:7"},
        {"x-actor": "telegram:" + "7" * 21},
        {"x-actor": "telegram:7\u00b2".encode()},
        {"x-actor": "telegram:" + "7" * 2000},
        {"x-bot": ""},
        {"x-bot": "x"},
        {"x-bot": "0"},
        {"x-bot": "-1"},
        {"x-bot": "1.5"},
        {"x-bot": str(2**53)},
        {"x-bot": "9" * 5000},
    ],
)
async def test_a_malformed_actor_is_422(headers: dict[str, Any], http: httpx2.AsyncClient) -> None:
    response = await http.get("/api/v1/users/me", headers=headers)
    assert response.status_code == 422
    problem(response)


@pytest.mark.parametrize("missing", ["x-actor", "x-bot"])
async def test_a_missing_actor_is_422(missing: str, http: httpx2.AsyncClient) -> None:
    request = http.build_request("GET", "/api/v1/users/me")
    del request.headers[missing]
    response = await http.send(request)
    assert (response.status_code, problem(response)["code"]) == (422, "Unprocessable")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/", 404, "NoSuchRoute"),
        ("GET", "/api/v1/nothing", 404, "NoSuchRoute"),
        ("GET", "/api/v1/users/", 404, "NoSuchRoute"),
        ("GET", "/api/v2/users/me", 404, "NoSuchRoute"),
        ("GET", "/%00", 404, "NoSuchRoute"),
        ("GET", "/api/v1/users", 405, "NoSuchMethod"),
        ("DELETE", "/api/v1/users/1", 405, "NoSuchMethod"),
        ("POST", "/livez", 405, "NoSuchMethod"),
        ("OPTIONS", "/api/v1/languages", 405, "NoSuchMethod"),
        ("GET", "/api/v1/users/x", 422, "Invalid"),
        ("GET", "/api/v1/users/0", 422, "Invalid"),
        ("GET", "/api/v1/users/-1", 422, "Invalid"),
        ("GET", "/api/v1/users/1.5", 422, "Invalid"),
        ("GET", f"/api/v1/users/{2**63}", 422, "Invalid"),
        ("GET", "/api/v1/attempts/" + "9" * 5000, 422, "Invalid"),
        ("GET", "/api/v1/attempts/open", 422, "Invalid"),
        ("GET", "/api/v1/attempts/%D9%A3%00", 422, "Invalid"),
        ("GET", f"/api/v1/profiles/{2**63}/progress", 422, "Invalid"),
        ("GET", f"/api/v1/profiles/{2**63 - 1}/progress", 404, "NotFound"),
        ("GET", f"/api/v1/attempts/{2**63 - 1}", 404, "NotFound"),
        ("POST", f"/api/v1/profiles/{2**63 - 1}/reminder", 404, "NotFound"),
    ],
)
async def test_an_unknown_route_method_or_id_is_refused(
    method: str, path: str, status: int, code: str, http: httpx2.AsyncClient
) -> None:
    response = await http.request(method, path)
    assert (response.status_code, problem(response)["code"]) == (status, code)
    if status == 405:
        assert response.headers["allow"]


BODIES: list[tuple[str, bytes, int]] = [
    ("no body", b"", 422),
    ("not JSON", b"hello", 422),
    ("half of it", b'{"provider": "tele', 422),
    ("null", b"null", 422),
    ("a list", b"[]", 422),
    ("a text", b'"x"', 422),
    ("NaN", b"NaN", 422),
    ("not UTF-8", b'{"name": "\xff"}', 400),
    ("a lone surrogate in a name of a field", b'{"\\ud800": 1}', 422),
    ("nested very deep", b"[" * 60_000, 400),
    ("a number of 5000 digits", b'{"bot_id": ' + b"9" * 5000 + b"}", 400),
    ("a number of 4000 digits", b'{"bot_id": ' + b"9" * 4000 + b"}", 422),
    ("too large", b'{"name": "' + b"x" * 100_000 + b'"}', 413),
    ("just too large", b" " * (MAX_BODY + 1), 413),
    ("as large as may be", b" " * MAX_BODY, 422),
]


@pytest.mark.parametrize("path", ["PUT /users", "PATCH /users/1", "POST /attempts/1/answer"])
@pytest.mark.parametrize(("what", "body", "status"), BODIES, ids=[name for name, *_ in BODIES])
async def test_a_body_that_is_none_is_refused(
    path: str, what: str, body: bytes, status: int, http: httpx2.AsyncClient, sessions: Sessions
) -> None:
    method, path = path.split()
    response = await http.request(method, f"/api/v1{path}", content=body)
    assert response.status_code == status
    assert "x" * 50 not in json.dumps(problem(response))
    assert await rows(sessions) == NO_ROWS


async def test_a_body_that_grows_while_it_comes_is_413(http: httpx2.AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 8000

    response = await http.put("/api/v1/users", content=pieces())
    assert (response.status_code, problem(response)["code"]) == (413, "TooLarge")
