"""What a reply must look like, as the strict schema that servers hold a model to."""

import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Shape = TypeVar("Shape", bound=BaseModel)

# Servers refuse these in a strict schema; pydantic checks them in what comes back.
_OURS_ALONE = frozenset(
    {"default", "title", "minLength", "maxLength", "uniqueItems", "examples", "discriminator"}
)
_FENCE = re.compile(r"\A\s*```\w*\s*(.*?)\s*```\s*\Z", re.DOTALL)
# What stands there is no text for a database. An even number of strokes before it are themselves.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_MOST_TOLD = 5  # faults


class Misshapen(Exception):
    """The reply is not of the shape. The message names the fields, and quotes nothing."""


def strict_schema(shape: type[BaseModel]) -> tuple[str, dict[str, Any]]:
    """Its name, and its schema: every field required, nothing besides."""
    schema = shape.model_json_schema()
    strict = _strict(schema, schema.get("$defs", {}))
    assert isinstance(strict, dict)
    return shape.__name__, strict


def read(text: str, shape: type[Shape]) -> Shape:
    """Raises Misshapen."""
    fenced = _FENCE.match(text)
    if _NUL.search(text):
        raise Misshapen("the reply: it has the character U+0000 in it")
    try:
        return shape.model_validate_json(fenced[1] if fenced else text)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False, include_context=False)
        told = [f"{_place(one['loc'])}: {one['msg']}" for one in faults[:_MOST_TOLD]]
        raise Misshapen("; ".join(told)) from error


def _place(loc: tuple[int | str, ...]) -> str:
    return ".".join(map(str, loc)) or "the reply"


def _strict(node: Any, named: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_strict(one, named) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and len(node) > 1:
        # Servers refuse a reference that has words of its own beside it.
        node = {**named[node["$ref"].rsplit("/", 1)[-1]], **node}
        del node["$ref"]
    strict = {key: _strict(value, named) for key, value in node.items() if key not in _OURS_ALONE}
    if "oneOf" in strict:
        strict["anyOf"] = strict.pop("oneOf")
    if "properties" in node:
        # The names of fields are no keywords: one may well be called "title".
        fields = node["properties"]
        strict["properties"] = {name: _strict(one, named) for name, one in fields.items()}
        strict["required"] = list(fields)
        strict["additionalProperties"] = False
    return strict
