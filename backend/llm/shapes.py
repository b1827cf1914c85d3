"""What a reply must look like, as the strict schema that servers hold a model to."""

import re
from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Shape = TypeVar("Shape", bound=BaseModel)

# Servers refuse these in a strict schema; pydantic checks them in what comes back.
_OURS_ALONE = frozenset(
    {"default", "title", "minLength", "maxLength", "uniqueItems", "examples", "discriminator"}
)
_FENCE = re.compile(r"\A\s*```\w*\s*(.*?)\s*```\s*\Z", re.DOTALL)
# What stands there is no text for a database. An even number of strokes before it are themselves.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_MOST_TOLD = 5  # faults
_MOST_SAID = 200  # characters of each: a place, and what is wrong there
_UNKNOWN = "(a field that the schema does not have)"


class Misshapen(Exception):
    """The reply is not of the shape. The message names fields of ours, and quotes nothing: it goes
    back to the model as our own words, and into logs."""


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
        ours = set(_names(shape.model_json_schema()))
        faults = error.errors(include_input=False, include_url=False)[:_MOST_TOLD]
        told = [f"{_place(one['loc'], ours)}: {_fault(one)}" for one in faults]
        raise Misshapen("; ".join(told)) from None


def _place(loc: tuple[int | str, ...], ours: Collection[str]) -> str:
    known = (str(part) if part in ours or isinstance(part, int) else _UNKNOWN for part in loc)
    return ".".join(known)[:_MOST_SAID] or "the reply"


def _fault(one: ErrorDetails) -> str:
    if one["type"] == "union_tag_invalid":  # its message quotes the tag
        return f"it is none of {one['ctx']['expected_tags']}"[:_MOST_SAID]
    return one["msg"][:_MOST_SAID]


def _names(node: Any) -> Iterator[str]:
    """What a place may be named by: fields, shapes, and the tags that tell shapes apart."""
    if isinstance(node, list):
        for one in node:
            yield from _names(one)
    elif isinstance(node, dict):
        yield from node.get("properties", {})
        yield from node.get("$defs", {})
        yield str(node.get("const", ""))
        for one in node.values():
            yield from _names(one)


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
