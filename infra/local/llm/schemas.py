"""What a strict schema may look like. Shapes that the real API refuses are refused here."""

from typing import Any

from infra.local.llm.errors import bad

_PARAM = "response_format"
_KEYWORDS = """
    type properties required additionalProperties items enum const anyOf $ref $defs title
    description pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf
    minItems maxItems
"""
_KNOWN = frozenset(_KEYWORDS.split())
_DEEPEST = 12


def check_strict(schema: dict[str, Any]) -> None:
    """Raises ApiError as the real one does for a schema that it cannot hold a model to."""
    if schema.get("type") != "object":
        raise _invalid("schema must be a JSON Schema of type 'object'")
    _check(schema, ("root",))


def _check(node: Any, at: tuple[str, ...]) -> None:
    if not isinstance(node, dict) or len(at) > _DEEPEST:
        raise _invalid(f"In context={at}, a schema object of reasonable depth is expected")
    unknown = sorted(node.keys() - _KNOWN)
    if unknown:
        raise _invalid(f"In context={at}, '{unknown[0]}' is not permitted")
    if "$ref" in node and len(node) > 1:
        raise _invalid(f"In context={at}, $ref cannot have keywords beside it")
    if node.get("type") == "object":
        _check_object(node, at)
    if node.get("type") == "array" and "items" not in node:
        raise _invalid(f"In context={at}, array schema missing items")
    for name, inner in _children(node):
        _check(inner, (*at, name))


def _check_object(node: dict[str, Any], at: tuple[str, ...]) -> None:
    if node.get("additionalProperties") is not False:
        raise _invalid(f"In context={at}, 'additionalProperties' is required to be false")
    missing = node.get("properties", {}).keys() - set(node.get("required", ()))
    if missing:
        raise _invalid(f"In context={at}, 'required' has to include '{min(missing)}'")


def _children(node: dict[str, Any]) -> list[tuple[str, Any]]:
    found = [*node.get("properties", {}).items(), *node.get("$defs", {}).items()]
    found += [(f"anyOf.{place}", one) for place, one in enumerate(node.get("anyOf", ()))]
    return [*found, ("items", node["items"])] if "items" in node else found


def _invalid(why: str) -> Exception:
    return bad(_PARAM, f"Invalid schema for response_format: {why}.", code="invalid_json_schema")
