"""Something of the shape that was asked for, where nobody has said what to answer."""

from typing import Any

_DEEPEST = 12
_TEXT = "Something was written here."


def imagined(schema: dict[str, Any]) -> Any:
    """The plainest value of a schema: first choices, one element, short texts."""
    return _value(schema, schema.get("$defs", {}), 0)


def _value(node: dict[str, Any], named: dict[str, Any], depth: int) -> Any:
    if "$ref" in node:
        node = named.get(str(node["$ref"]).rsplit("/", 1)[-1], {})
    if "anyOf" in node:
        return _value(node["anyOf"][0], named, depth + 1)
    if "const" in node or "enum" in node:
        return node.get("const", next(iter(node.get("enum", ())), None))
    if node.get("type") == "object":
        inner = node.get("properties", {}).items()
        return {key: _value(one, named, depth + 1) for key, one in inner}
    return _plain(node, named, depth)


def _plain(node: dict[str, Any], named: dict[str, Any], depth: int) -> Any:
    match node.get("type"):
        case "array":
            count = max(int(node.get("minItems", 1)), 0) if depth < _DEEPEST else 0
            return [_value(node.get("items", {}), named, depth + 1) for _ in range(count)]
        case "integer" | "number":
            return node.get("minimum", 1)
        case "boolean":
            return True
        case "null":
            return None
        case _:
            return _TEXT
