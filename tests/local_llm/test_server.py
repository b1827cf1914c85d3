"""The server by itself, over HTTP: as strict as the real one, and as bad as it is told to be."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from infra.local.llm.running import Running
from infra.local.llm.script import Fault

ASK: dict[str, Any] = {
    "model": "parley-small",
    "messages": [
        {"role": "system", "content": "Task: say\nSay something."},
        {"role": "user", "content": "Please."},
    ],
}
STRICT = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}


@pytest.fixture
async def http(model: Running) -> AsyncIterator[httpx2.AsyncClient]:
    base = model.url.removesuffix("/v1")
    headers = {"Authorization": f"Bearer {model.key}"}
    async with httpx2.AsyncClient(base_url=base, headers=headers, timeout=10) as http:
        yield http


async def ask(http: httpx2.AsyncClient, **other: Any) -> httpx2.Response:
    return await http.post("/v1/chat/completions", json={**ASK, **other})


def schema(inner: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"type": "json_schema", "json_schema": {"name": "s", "schema": inner, **other}}


async def events(http: httpx2.AsyncClient, **other: Any) -> list[Any]:
    text = (await ask(http, stream=True, **other)).text
    lines = [line.removeprefix("data: ") for line in text.split("\n\n") if line]
    assert lines[-1] == "[DONE]"
    return [json.loads(line) for line in lines[:-1]]


class TestCompletions:
    async def test_have_the_shape_of_the_real_ones(
        self, http: httpx2.AsyncClient, model: Running
    ) -> None:
        model.answers("say", "Good day.")
        body = (await ask(http)).json()
        assert body["object"] == "chat.completion"
        assert body["choices"][0]["message"]["content"] == "Good day."
        assert body["choices"][0]["finish_reason"] == "stop"
        usage = body["usage"]
        assert usage["total_tokens"] == usage["prompt_tokens"] + usage["completion_tokens"]

    async def test_are_cut_at_the_length_that_is_asked_for(
        self, http: httpx2.AsyncClient, model: Running
    ) -> None:
        model.answers("say", "word " * 100)
        choice = (await ask(http, max_completion_tokens=10)).json()["choices"][0]
        assert choice["finish_reason"] == "length"
        assert choice["message"]["content"] == ("word " * 8)

    async def test_come_in_pieces_with_the_tokens_last(
        self, http: httpx2.AsyncClient, model: Running
    ) -> None:
        model.answers("say", "Good day.")
        pieces = await events(http, stream_options={"include_usage": True})
        texts = [one["choices"][0]["delta"].get("content") for one in pieces if one["choices"]]
        assert texts == ["", "Good ", "day.", None]
        assert pieces[-1]["choices"] == []
        assert pieces[-1]["usage"]["completion_tokens"] == 3

    async def test_tell_no_tokens_unasked(self, http: httpx2.AsyncClient, model: Running) -> None:
        model.answers("say", "Good day.")
        assert all(one["usage"] is None for one in await events(http))


class TestRefusals:
    @pytest.mark.parametrize(
        ("other", "param"),
        [
            ({"messages": []}, "messages"),
            ({"messages": [{"role": "robot", "content": "x"}]}, "messages[0].role"),
            ({"messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
            ({"temperature": 3}, "temperature"),
            ({"temperature": "hot"}, "temperature"),
            ({"max_completion_tokens": 0}, "max_completion_tokens"),
            ({"stream_options": {"include_usage": True}}, "stream_options"),
            ({"surprise": 1}, "surprise"),
            ({"stream": "yes"}, "stream"),
            ({"response_format": {"type": "xml"}}, "response_format.type"),
            ({"response_format": {"type": "json_schema"}}, "response_format.json_schema.name"),
        ],
    )
    async def test_name_what_is_wrong(
        self, http: httpx2.AsyncClient, other: dict[str, Any], param: str
    ) -> None:
        reply = await ask(http, **other)
        assert reply.status_code == 400
        error = reply.json()["error"]
        assert (error["param"], error["type"]) == (param, "invalid_request_error")
        assert error["message"]

    @pytest.mark.parametrize(
        "inner",
        [
            {**STRICT, "required": []},
            {**STRICT, "additionalProperties": True},
            {**STRICT, "properties": {"word": {"type": "string", "minLength": 2}}},
            {**STRICT, "properties": {"word": {"type": "array"}}},
            {**STRICT, "properties": {"word": {"$ref": "#/$defs/W", "description": "x"}}},
            {"type": "array", "items": STRICT},
            {"anyOf": [STRICT]},
        ],
    )
    async def test_of_schemas_that_a_model_cannot_be_held_to(
        self, http: httpx2.AsyncClient, model: Running, inner: dict[str, Any]
    ) -> None:
        model.answers("say", {"word": "day"})
        reply = await ask(http, response_format=schema(inner, strict=True))
        assert reply.status_code == 400
        assert reply.json()["error"]["code"] == "invalid_json_schema"
        fine = await ask(http, response_format=schema(STRICT, strict=True))
        assert fine.status_code == 200

    async def test_of_a_body_that_is_no_json(self, http: httpx2.AsyncClient) -> None:
        reply = await http.post("/v1/chat/completions", content=b"{")
        assert reply.status_code == 400

    async def test_of_a_wrong_key(self, http: httpx2.AsyncClient) -> None:
        reply = await http.get("/v1/models", headers={"Authorization": "Bearer wrong"})
        assert reply.status_code == 401
        assert reply.json()["error"]["code"] == "invalid_api_key"

    async def test_of_an_unknown_model(self, http: httpx2.AsyncClient) -> None:
        reply = await ask(http, model="other")
        assert (reply.status_code, reply.json()["error"]["code"]) == (404, "model_not_found")

    async def test_of_what_nobody_scripted(self, http: httpx2.AsyncClient) -> None:
        reply = await ask(http)
        assert reply.status_code == 400
        assert "'say'" in reply.json()["error"]["message"]


class TestModels:
    async def test_are_listed(self, http: httpx2.AsyncClient) -> None:
        data = (await http.get("/v1/models")).json()["data"]
        assert [one["id"] for one in data] == ["parley-small", "parley-large"]


class TestScript:
    async def test_over_http(self, http: httpx2.AsyncClient, model: Running) -> None:
        rule = {"task": "say", "replies": ["one", {"two": 2}], "times": 2}
        assert (await http.post("/script", json=rule)).status_code == 201
        said = [(await ask(http)).json()["choices"][0]["message"]["content"] for _ in range(2)]
        assert said == ["one", '{"two": 2}']
        assert (await ask(http)).status_code == 400
        told = (await http.get("/calls", params={"task": "say"})).json()
        assert told["counts"] == {"say": 3}
        assert [one["outcome"] for one in told["calls"]] == ["said", "said", "400"]
        await http.delete("/script")
        assert (await http.get("/calls")).json()["calls"] == []

    @pytest.mark.parametrize(
        "rule",
        [[], {"fault": "sulk"}, {"matches": "("}, {"slow": 1e9}, {"slow": "x"}, {"surprise": 1}],
    )
    async def test_what_is_no_rule_is_refused(self, http: httpx2.AsyncClient, rule: Any) -> None:
        assert (await http.post("/script", json=rule)).status_code == 400

    async def test_the_newest_rule_that_fits_counts(
        self, http: httpx2.AsyncClient, model: Running
    ) -> None:
        model.answers(None, "whatever")
        model.answers("say", "by task")
        model.answers("say", "by text", contains="Please")
        model.answers("say", "by pattern", matches=r"Pl\w+d")
        model.answers("other", "not this")
        assert (await ask(http)).json()["choices"][0]["message"]["content"] == "by text"

    async def test_a_function_hears_what_was_asked(
        self, http: httpx2.AsyncClient, model: Running
    ) -> None:
        model.answers("say", lambda heard: {"heard": heard.last})
        content = (await ask(http)).json()["choices"][0]["message"]["content"]
        assert json.loads(content) == {"heard": "Please."}

    async def test_the_wrong_language_keeps_the_shape(
        self, http: httpx2.AsyncClient, model: Running
    ) -> None:
        model.answers("say", {"verdict": "right", "why": ["It is quite right."], "n": 1})
        model.fails("say", Fault.wrong_language)
        content = json.loads((await ask(http)).json()["choices"][0]["message"]["content"])
        assert content["verdict"] == "right" and content["n"] == 1
        assert content["why"] == ["Tämä lause on kirjoitettu"]

    async def test_a_dropped_stream_has_no_end(
        self, http: httpx2.AsyncClient, model: Running
    ) -> None:
        model.answers("say", "One two three four.")
        model.fails("say", Fault.drop)
        with pytest.raises(httpx2.HTTPError):
            await ask(http, stream=True)
