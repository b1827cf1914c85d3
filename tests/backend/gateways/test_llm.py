"""The real SDK against a server that speaks the API, well and badly."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import httpx2
import langsmith
import openai
import pytest
from pydantic import SecretStr

from backend.gateways.llm import OpenAiModels
from backend.gateways.llm_errors import in_our_words
from backend.llm.asking import Line
from backend.llm.calling import Call, CallFailed, Outcome, Usage
from infra.local.llm.running import Running
from infra.local.llm.script import Fault

SCHEMA = {
    "type": "object",
    "properties": {"word": {"type": "string"}},
    "required": ["word"],
    "additionalProperties": False,
}


@pytest.fixture
async def models(model: Running) -> AsyncIterator[OpenAiModels]:
    models = OpenAiModels(model.url, SecretStr(model.key))
    yield models
    await models.aclose()


def call(**other: Any) -> Call:
    given: dict[str, Any] = {
        "model": "parley-small",
        "system": "Task: say\nSay one word.",
        "lines": (Line("user", "Please."),),
        "temperature": 0.2,
        "max_tokens": 100,
        "patience": 5.0,
    }
    return Call(**{**given, **other})


async def failure(models: OpenAiModels, **other: Any) -> CallFailed:
    with pytest.raises(CallFailed) as raised:
        await models.complete(call(**other))
    return raised.value


class TestComplete:
    async def test_gives_the_text_the_model_and_the_tokens(
        self, models: OpenAiModels, model: Running
    ) -> None:
        model.answers("say", {"word": "hond"})
        reply = await models.complete(call(schema=("say", SCHEMA)))
        assert reply.text == '{"word": "hond"}'
        assert reply.model == "parley-small"
        assert reply.usage == Usage(input=16, cached=0, output=4)

    async def test_sends_what_it_was_told(self, models: OpenAiModels, model: Running) -> None:
        model.answers("say", "hond")
        lines = (Line("user", "a"), Line("assistant", "b"), Line("user", "c"))
        await models.complete(call(lines=lines))
        heard = model.calls("say")[0].heard
        assert heard.lines == (("user", "a"), ("assistant", "b"), ("user", "c"))
        assert (heard.temperature, heard.max_tokens, heard.stream) == (0.2, 100, False)

    async def test_a_long_instruction_is_cheaper_the_second_time(
        self, models: OpenAiModels, model: Running
    ) -> None:
        model.answers("say", "hond")
        system = "Task: say\n" + "Be short. " * 600
        first, second = [await models.complete(call(system=system)) for _ in range(2)]
        assert first.usage is not None and second.usage is not None
        assert first.usage.cached == 0
        assert 1024 <= second.usage.cached < second.usage.input

    @pytest.mark.parametrize(
        ("fault", "outcome"),
        [
            (Fault.rate_limited, Outcome.limited),
            (Fault.error, Outcome.failed),
            (Fault.drop, Outcome.unreachable),
            (Fault.garbled, Outcome.failed),
            (Fault.refusal, Outcome.refused),
            (Fault.filtered, Outcome.refused),
            (Fault.truncated, Outcome.truncated),
        ],
    )
    @pytest.mark.parametrize("schema", [None, ("say", SCHEMA)])
    async def test_tells_how_it_failed_after_one_attempt(
        self, models: OpenAiModels, model: Running, fault: Fault, outcome: Outcome, schema: Any
    ) -> None:
        model.answers("say", {"word": "hond"})
        model.fails("say", fault)
        failed = await failure(models, schema=schema)
        assert failed.outcome is outcome
        assert len(model.calls()) == 1

    @pytest.mark.parametrize("fault", [Fault.refusal, Fault.filtered, Fault.truncated])
    @pytest.mark.parametrize("schema", [None, ("say", SCHEMA)])
    async def test_knows_what_a_useless_reply_cost(
        self, models: OpenAiModels, model: Running, fault: Fault, schema: Any
    ) -> None:
        model.answers("say", {"word": "hond"})
        model.fails("say", fault)
        failed = await failure(models, schema=schema)
        assert failed.usage is not None
        assert failed.usage.input == 16

    async def test_tells_when_to_come_again(self, models: OpenAiModels, model: Running) -> None:
        model.fails("say", Fault.rate_limited, retry_after=7)
        assert (await failure(models)).after == 7

    async def test_waits_no_longer_than_its_patience(
        self, models: OpenAiModels, model: Running
    ) -> None:
        model.fails("say", Fault.hang)
        started = time.monotonic()
        assert (await failure(models, patience=0.3)).outcome is Outcome.timeout
        assert time.monotonic() - started < 3

    async def test_a_wrong_key_is_a_fault_of_ours(self, model: Running) -> None:
        models = OpenAiModels(model.url, SecretStr("wrong"))
        assert (await failure(models)).outcome is Outcome.denied
        await models.aclose()

    async def test_so_is_an_unknown_model(self, models: OpenAiModels) -> None:
        assert (await failure(models, model="nobody")).outcome is Outcome.denied

    async def test_so_is_a_schema_that_nobody_can_keep(self, models: OpenAiModels) -> None:
        loose = {**SCHEMA, "required": []}
        with pytest.warns(UserWarning, match="Invalid schema"):
            failed = await failure(models, schema=("say", loose))
        assert failed.outcome is Outcome.rejected

    async def test_nobody_at_the_address_is_told_at_once(self) -> None:
        models = OpenAiModels("http://127.0.0.1:9/v1", SecretStr("key"))
        assert (await failure(models)).outcome is Outcome.unreachable
        await models.aclose()


class TestWhatAServerSays:
    @pytest.mark.parametrize("kind", [openai.BadRequestError, openai.InternalServerError])
    def test_is_told_by_its_code_since_its_words_may_quote_the_learner(
        self, kind: type[openai.APIStatusError]
    ) -> None:
        request = httpx2.Request("POST", "http://127.0.0.1:9/v1/chat/completions")
        response = httpx2.Response(400, request=request)
        said = {"message": "bad input: 'mijn geheim'", "code": "invalid_value", "param": "messages"}
        failed = in_our_words(kind(f"Error code: 400 - {said}", response=response, body=said))
        assert str(failed) == f"{kind.__name__}: 400 invalid_value messages"


class TestTracing:
    async def test_is_off_whatever_the_environment_says(
        self, model: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        langsmith.configure(enabled=None)
        cached: Any = langsmith.utils.get_env_var
        cached.cache_clear()
        assert langsmith.utils.tracing_is_enabled()
        models = OpenAiModels(model.url, SecretStr(model.key))
        assert not langsmith.utils.tracing_is_enabled()
        await models.aclose()
        cached.cache_clear()


class TestServersWithoutSchemas:
    async def test_are_told_the_schema_in_the_prompt(self, model: Running) -> None:
        model.answers("say", {"word": "hond"})
        models = OpenAiModels(model.url, SecretStr(model.key), strict=False)
        reply = await models.complete(call(schema=("say", SCHEMA)))
        await models.aclose()
        assert reply.text == '{"word": "hond"}'
        body = model.calls()[0].body
        assert body["response_format"] == {"type": "json_object"}
        assert '"additionalProperties":false' in body["messages"][0]["content"]


class TestStream:
    async def test_gives_pieces_and_then_the_tokens(
        self, models: OpenAiModels, model: Running
    ) -> None:
        model.answers("say", "One two three.")
        pieces = [piece async for piece in models.stream(call())]
        assert [piece.text for piece in pieces] == ["One ", "two ", "three.", ""]
        assert pieces[-1].usage == Usage(input=16, cached=0, output=4)

    async def test_closes_the_call_when_nobody_listens_any_more(
        self, models: OpenAiModels, model: Running
    ) -> None:
        model.answers("say", "word " * 1000, drip=0.05)
        async with aclosing(models.stream(call())) as pieces:  # type: ignore[type-var]
            async for _ in pieces:
                break
        for _ in range(100):
            if model.calls()[0].outcome == "gone":
                break
            await asyncio.sleep(0.05)
        assert model.calls()[0].outcome == "gone"

    @pytest.mark.parametrize(
        ("fault", "outcome"),
        [
            (Fault.rate_limited, Outcome.limited),
            (Fault.error, Outcome.failed),
            (Fault.drop, Outcome.unreachable),
            (Fault.refusal, Outcome.refused),
            (Fault.filtered, Outcome.refused),
            (Fault.truncated, Outcome.truncated),
        ],
    )
    async def test_tells_how_it_failed(
        self, models: OpenAiModels, model: Running, fault: Fault, outcome: Outcome
    ) -> None:
        model.answers("say", "One two three four five six.")
        model.fails("say", fault)
        with pytest.raises(CallFailed) as raised:
            async for _ in models.stream(call()):
                pass
        assert raised.value.outcome is outcome
        assert (raised.value.usage is not None) is (outcome in {Outcome.refused, Outcome.truncated})
