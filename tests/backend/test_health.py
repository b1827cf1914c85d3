import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from time import monotonic

import httpx2
import pytest
from pydantic import SecretStr

from backend.settings import Settings
from infra.local.postgres import Postgres
from tests.backend.refusals import USER, problem
from tests.conftest import TOKEN, migrate, serving
from tests.servers import a_postgres, a_redis

PATIENCE = 10  # seconds in which a request without a database is refused
AUTH = {"authorization": f"Bearer {TOKEN}"}


@asynccontextmanager
async def an_api(settings: Settings, **urls: str) -> AsyncIterator[httpx2.AsyncClient]:
    """An API with its own settings, and a client that has its token."""
    changed = {name: SecretStr(url) for name, url in urls.items()}
    async with (
        serving(settings.model_copy(update=changed)) as url,
        httpx2.AsyncClient(base_url=url, headers=AUTH, timeout=20) as client,
    ):
        yield client


async def until(api: httpx2.AsyncClient, status: int) -> httpx2.Response:
    """The answer of /readyz once it has this status, or after some seconds."""
    for _ in range(50):
        response = await api.get("/readyz")
        if response.status_code == status:
            break
        await asyncio.sleep(0.1)
    return response


class TestLivez:
    async def test_is_alive(self, nobody: httpx2.AsyncClient) -> None:
        response = await nobody.get("/livez")
        assert (response.status_code, response.json()) == (200, {"status": "alive"})


class TestReadyz:
    async def test_is_ready_with_both_servers(self, nobody: httpx2.AsyncClient) -> None:
        response = await nobody.get("/readyz")
        assert (response.status_code, response.json()) == (200, {"database": "ok", "redis": "ok"})

    async def test_is_not_ready_while_redis_is_away_but_answers_go_on(
        self, settings: Settings
    ) -> None:
        with a_redis() as redis:
            async with an_api(settings, redis_url=redis.url()) as api:
                assert (await api.get("/readyz")).status_code == 200
                redis.stop()
                response = await api.get("/readyz")
                assert (response.status_code, response.json()["redis"]) == (503, "no answer")
                assert response.json()["database"] == "ok"
                assert (await api.get("/livez")).status_code == 200
                assert (await api.put("/api/v1/users", json=USER)).status_code == 200
                redis.restart()
                assert (await until(api, 200)).status_code == 200

    @pytest.mark.parametrize("revision", ["f4640b606368", "ffffffffffff"])
    async def test_is_not_ready_while_the_schema_is_another(
        self, revision: str, settings: Settings, database_url: str, postgres_server: Postgres
    ) -> None:
        name = database_url.rsplit("/", 1)[1]
        async with an_api(settings, database_url=database_url) as api:
            assert (await api.get("/readyz")).status_code == 200
            change = f"UPDATE alembic_version SET version_num = '{revision}'"
            postgres_server.sql(change, database=name)
            response = await api.get("/readyz")
            assert response.status_code == 503
            assert revision in response.json()["database"]

    async def test_is_not_ready_on_an_empty_database(
        self, settings: Settings, postgres_server: Postgres
    ) -> None:
        url = postgres_server.create_database("nothing_in_it")
        async with an_api(settings, database_url=url) as api:
            response = await api.get("/readyz")
        postgres_server.drop_database("nothing_in_it")
        assert response.status_code == 503


async def greet(api: httpx2.AsyncClient) -> httpx2.Response:
    return await api.put("/api/v1/users", json=USER)


async def press(api: httpx2.AsyncClient) -> httpx2.Response:
    """A request that goes by the bare driver; of a profile that nobody has."""
    headers = {"x-actor": "telegram:7", "x-bot": "42"}
    return await api.post("/api/v1/profiles/9/next-action", json={}, headers=headers)


class TestWithoutADatabase:
    @pytest.fixture
    def own(self) -> Iterator[Postgres]:
        with a_postgres() as server:
            yield server

    async def test_every_request_is_refused_soon_and_served_again_later(
        self, own: Postgres, settings: Settings
    ) -> None:
        url = own.create_database("own")
        await asyncio.to_thread(migrate, url)
        async with an_api(settings, database_url=url) as api:
            assert (await api.put("/api/v1/users", json=USER)).status_code == 200
            assert (await press(api)).status_code == 404

            own.stop()

            for ask in (greet, press) * 3:
                began = monotonic()
                response = await ask(api)
                assert response.status_code == 503
                assert problem(response)["code"] == "Unavailable"
                assert response.headers["retry-after"]
                assert monotonic() - began < PATIENCE
            assert (await api.get("/readyz")).status_code == 503
            assert (await api.get("/livez")).status_code == 200

            own.restart()

            assert (await until(api, 200)).json()["database"] == "ok"
            assert (await api.put("/api/v1/users", json=USER)).status_code == 200
            assert (await press(api)).status_code == 404


class TestMetrics:
    async def test_count_requests_by_route_and_never_by_person(
        self, http: httpx2.AsyncClient
    ) -> None:
        await http.get("/api/v1/users/123456789")
        await http.get("/no/such/place/987654321")
        text = (await http.get("/metrics")).text
        for name in (
            "tutor_answers_total",
            "tutor_voice_notes_total",
            "tutor_http_requests_total",
            "tutor_http_duration_seconds_bucket",
            "tutor_build_info",
        ):
            assert f"\n{name}" in text or f"# HELP {name.removesuffix('_total')}" in text
        assert re.search(r'requests_total\{method="GET",route="[^"]*/users/\{user_id\}"', text)
        assert "123456789" not in text
        assert "987654321" not in text

    async def test_unknown_routes_and_methods_make_no_series_of_their_own(
        self, http: httpx2.AsyncClient
    ) -> None:
        for n in range(5):
            await http.get(f"/no/such/place/{n}")
        text = (await http.get("/metrics")).text
        unknown = [
            line
            for line in text.splitlines()
            if line.startswith("tutor_http_requests_total") and 'route="none"' in line
        ]
        assert len({re.sub(r"\S+$", "", line) for line in unknown}) <= 3
        assert "/no/such" not in text


class TestTheRequestId:
    @pytest.mark.parametrize("given", ["u42-100", "a" * 64, "0f8fad5b-d9cb-469f-a165-70867728950e"])
    async def test_is_echoed(self, given: str, http: httpx2.AsyncClient) -> None:
        for path in ("/livez", "/api/v1/languages", "/nothing"):
            response = await http.get(path, headers={"x-request-id": given})
            assert response.headers["x-request-id"] == given

    @pytest.mark.parametrize("given", [None, "", "a" * 65, "a b", "x\u00e9".encode(), "<script>"])
    async def test_is_made_where_there_is_none_to_be_trusted(
        self, given: str | bytes | None, http: httpx2.AsyncClient
    ) -> None:
        headers = {} if given is None else {"x-request-id": given}
        response = await http.get("/livez", headers=headers)  # type: ignore[arg-type]
        made = response.headers["x-request-id"]
        assert made.replace("-", "").isalnum()
        assert made != given


class TestOpenApi:
    async def test_gives_every_operation_a_response_schema(
        self, nobody: httpx2.AsyncClient
    ) -> None:
        document = (await nobody.get("/openapi.json")).json()
        operations = {
            f"{method} {path}": operation
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        }
        assert len(operations) >= 13
        for name, operation in operations.items():
            if "204" in operation["responses"]:  # done, and nothing to say of it
                continue
            content = operation["responses"]["200"]["content"]
            if content.keys() == {"audio/ogg"}:  # a sound, of which there is nothing more to say
                continue
            answer = content["application/json"]["schema"]
            assert answer.get("$ref") or answer.get("items"), name

    async def test_has_no_probes(self, nobody: httpx2.AsyncClient) -> None:
        paths = (await nobody.get("/openapi.json")).json()["paths"]
        assert all(path.startswith("/api/v1/") for path in paths)
