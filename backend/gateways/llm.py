"""Language models over any OpenAI-compatible address. The only module that knows LangChain."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from typing import Any, cast

import httpx2
import langsmith
import openai
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    SystemMessage,
)
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from backend.gateways.llm_errors import in_our_words
from backend.llm.calling import Call, CallFailed, Outcome, Piece, Reply, Usage

_CONNECT = 3.0  # seconds
_CHUNK = 15.0  # seconds between two pieces of a stream
_FINISHES = {"length": Outcome.truncated, "content_filter": Outcome.refused}


class _Client(ChatOpenAI):
    def _convert_chunk_to_generation_chunk(
        self, chunk: dict[str, Any], *given: Any
    ) -> ChatGenerationChunk | None:
        """The library loses a refusal that is streamed; here it is kept."""
        converted = super()._convert_chunk_to_generation_chunk(chunk, *given)
        choices = chunk.get("choices") or [{}]
        refusal = (choices[0].get("delta") or {}).get("refusal")
        if converted is not None and refusal:
            converted.message.additional_kwargs["refusal"] = refusal
        return converted


class OpenAiModels:
    """One HTTP attempt for each call: whether there is another one is decided elsewhere."""

    def __init__(self, base_url: str, api_key: SecretStr) -> None:
        langsmith.configure(enabled=False)  # what learners write goes to no tracing service
        self._base_url = base_url
        self._api_key = api_key
        self._http = httpx2.AsyncClient(timeout=httpx2.Timeout(_CHUNK, connect=_CONNECT))
        self._clients: dict[str, _Client] = {}

    async def aclose(self) -> None:
        await self._http.aclose()

    async def complete(self, call: Call) -> Reply:
        with _told_in_our_words():
            message = await self._client(call.model).ainvoke(_messages(call), **_parameters(call))
        usage = _usage(message)
        _check(message, usage)
        return Reply(message.text, _model(message) or call.model, usage)

    async def stream(self, call: Call) -> AsyncIterator[Piece]:
        usage: Usage | None = None
        with _told_in_our_words():
            pieces = self._client(call.model).astream(_messages(call), **_parameters(call))
            async with aclosing(cast(AsyncGenerator[AIMessageChunk], pieces)) as open_pieces:
                async for piece in open_pieces:
                    usage = _usage(piece) or usage
                    if piece.text:
                        yield Piece(piece.text, _model(piece))
                    _check(piece, usage)
        yield Piece("", usage=usage)

    def _client(self, model: str) -> _Client:
        """Kept: making one takes longer than some calls."""
        if model not in self._clients:
            self._clients[model] = _Client(
                model=model,
                base_url=self._base_url,
                api_key=self._api_key,
                timeout=httpx2.Timeout(_CHUNK, connect=_CONNECT),
                stream_chunk_timeout=_CHUNK,
                stream_usage=True,
                max_retries=0,
                use_responses_api=False,
                http_async_client=self._http,
            )
        return self._clients[model]


def _messages(call: Call) -> list[BaseMessage]:
    spoken = [
        HumanMessage(line.text) if line.by == "user" else AIMessage(line.text)
        for line in call.lines
    ]
    return [SystemMessage(call.system), *spoken]


def _parameters(call: Call) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "temperature": call.temperature,
        "max_tokens": call.max_tokens,
        "timeout": httpx2.Timeout(call.patience, connect=min(_CONNECT, call.patience)),
    }
    if call.schema is not None:
        # As a plain schema, not as a class: then the reply and what it cost survive a bad shape.
        name, schema = call.schema
        named = {"name": name, "schema": schema, "strict": True}
        parameters["response_format"] = {"type": "json_schema", "json_schema": named}
    return parameters


def _check(message: AIMessage, usage: Usage | None) -> None:
    if message.additional_kwargs.get("refusal"):
        raise CallFailed(Outcome.refused, "the model refuses", usage=usage)
    outcome = _FINISHES.get(message.response_metadata.get("finish_reason") or "")
    if outcome is not None:
        raise CallFailed(outcome, f"the reply ended by {outcome}", usage=usage)


def _usage(message: AIMessage) -> Usage | None:
    told = message.usage_metadata
    if told is None:
        return None
    cached = (told.get("input_token_details") or {}).get("cache_read") or 0
    return Usage(told["input_tokens"], cached, told["output_tokens"])


def _model(message: AIMessage) -> str | None:
    return message.response_metadata.get("model_name") or None


@contextmanager
def _told_in_our_words() -> Iterator[None]:
    try:
        yield
    except CallFailed:
        raise
    except (openai.OpenAIError, httpx2.HTTPError, TimeoutError) as error:
        raise in_our_words(error) from error
    except Exception as error:  # whatever the SDK trips over in a reply that is none of the API's
        why = f"no reply of the API: {type(error).__name__}"
        raise CallFailed(Outcome.failed, why) from error
