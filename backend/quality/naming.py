"""Pure: wrong answers as they are counted, and as people read them."""

from typing import Any


def named(content: dict[str, Any], wrong: dict[str, int]) -> dict[str, int]:
    """Wrong answers in words: an option is kept by its number in the content."""
    options = [content.get("answer"), *(one["text"] for one in content.get("wrong", ()))]
    return {_name(answer, options): times for answer, times in wrong.items()}


def _name(answer: str, options: list[Any]) -> str:
    number = answer.removeprefix("#")
    if answer.startswith("#") and number.isdecimal() and int(number) < len(options):
        return str(options[int(number)])
    return answer
