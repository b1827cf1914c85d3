"""Language models over any OpenAI-compatible address. The only module that knows LangChain."""

from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager
from typing import Any, cast

import httpx2
import langsmith
import openai
import orjson
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
    """One HTTP attempt for each call: whether there is another one is decided elsewhere.

    Servers that cannot hold a model to a schema are asked with `strict=False`: for any JSON, with
    the schema told in the prompt.
    """

    def __init__(self, base_url: str, api_key: SecretStr, *, strict: bool = True) -> None:
        langsmith.configure(enabled=False)  # what learners write goes to no tracing service
        self._base_url = base_url
        self._api_key = api_key
        self._strict = strict
        self._http = httpx2.AsyncClient(timeout=httpx2.Timeout(_CHUNK, connect=_CONNECT))
        self._clients: dict[str, _Client] = {}

    async def aclose(self) -> None:
        await self._http.aclose()

    async def complete(self, call: Call) -> Reply:
        with _told_in_our_words():
            client = self._client(call.model)
            message = await client.ainvoke(self._messages(call), **self._parameters(call))
        usage, ending = _usage(message), _ending(message)
        if ending is not None:
            raise CallFailed(ending, f"it ended as {ending}", usage=usage)
        return Reply(str(message.text), _model(message) or call.model, usage)

    async def stream(self, call: Call) -> AsyncIterator[Piece]:
        usage: Usage | None = None
        ending: Outcome | None = None
        with _told_in_our_words():
            client = self._client(call.model)
            pieces = client.astream(self._messages(call), **self._parameters(call))
            async with aclosing(cast(AsyncGenerator[AIMessageChunk], pieces)) as open_pieces:
                async for piece in open_pieces:
                    # The tokens come after the piece that says how it ended.
                    usage, ending = _usage(piece) or usage, _ending(piece) or ending
                    if piece.text:
                        yield Piece(str(piece.text), _model(piece))
        if ending is not None:
            raise CallFailed(ending, f"it ended as {ending}", usage=usage)
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

    def _messages(self, call: Call) -> list[BaseMessage]:
        system = call.system
        if call.schema is not None and not self._strict:
            schema = orjson.dumps(call.schema[1]).decode()
            system += f"\n\nAnswer with one JSON object of this schema, and nothing else: {schema}"
        spoken = [
            HumanMessage(line.text) if line.by == "user" else AIMessage(line.text)
            for line in call.lines
        ]
        return [SystemMessage(system), *spoken]

    def _parameters(self, call: Call) -> dict[str, Any]:
        parameters: dict[str, Any] = {
            "temperature": call.temperature,
            "max_tokens": call.max_tokens,
            "timeout": httpx2.Timeout(call.patience, connect=min(_CONNECT, call.patience)),
        }
        if call.schema is not None:
            parameters["response_format"] = _format(*call.schema, strict=self._strict)
        return parameters


def _format(name: str, schema: dict[str, Any], *, strict: bool) -> dict[str, Any]:
    """A plain schema, not a class: then a reply of another shape survives, and what it cost."""
    if not strict:
        return {"type": "json_object"}
    named = {"name": name, "schema": schema, "strict": True}
    return {"type": "json_schema", "json_schema": named}


def _ending(message: AIMessage) -> Outcome | None:
    """How a reply ended that did not end well."""
    if message.additional_kwargs.get("refusal"):
        return Outcome.refused
    return _FINISHES.get(message.response_metadata.get("finish_reason") or "")


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
