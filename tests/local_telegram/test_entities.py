from typing import Any

import pytest

from infra.local.telegram.errors import ApiError
from infra.local.telegram.rules.detect import with_detected
from infra.local.telegram.rules.entities import read_entities
from infra.local.telegram.rules.formatted import Written, parsed
from infra.local.telegram.rules.text import Formatted, clean, utf16_len


def moment(**fields: Any) -> dict[str, Any]:
    return {"type": "date_time", "offset": 0, "length": 3, "unix_time": 1_800_000_000, **fields}


def bold(offset: Any, length: Any) -> dict[str, Any]:
    return {"type": "bold", "offset": offset, "length": length}


class TestReadEntities:
    @pytest.mark.parametrize(
        ("text", "entity", "why"),
        [
            ("aba", bold(-1, 1), "receive an entity with incorrect offset -1"),
            ("aba", bold(0, -1), "receive an entity with incorrect length -1"),
            ("aba", bold(9, 1), "entity begins after the end of the text at UTF-16 offset 9"),
            ("😀", bold(1, 1), "entity begins in a middle of a UTF-16 symbol at byte offset 4"),
            (
                "aba",
                bold("0", 1),
                'can\'t parse MessageEntity: Field "offset" must be of type Number',
            ),
            ("aba", {"type": "blink"}, "can't parse MessageEntity: Unsupported type specified"),
            (
                "aba",
                {"type": "text_link", "offset": 0, "length": 1, "url": "ftp://a.org"},
                "entity URL 'ftp://a.org' is invalid: Unsupported URL protocol",
            ),
            ("aba", moment(date_time_format="tD"), "invalid date-time format specified"),
            ("aba", moment(date_time_format="rt"), "invalid date-time format specified"),
            ("aba", moment(unix_time=0), "invalid date specified"),
            (
                "aba",
                moment(unix_time="now"),
                'can\'t parse MessageEntity: Field "unix_time" must be of type Number',
            ),
        ],
    )
    def test_a_wrong_one_is_refused_with_the_reason(
        self, text: str, entity: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(ApiError) as caught:
            read_entities([entity], text)
        assert caught.value.description == f"Bad Request: {why}"

    def test_those_that_the_server_finds_itself_are_passed_over(self) -> None:
        assert read_entities([{"type": "bot_command", "offset": 0, "length": 1}], "/a") == ()

    @pytest.mark.parametrize("shape", ["r", "wDt", "d", "T", "w"])
    def test_a_moment_keeps_its_shape(self, shape: str) -> None:
        found = read_entities([moment(date_time_format=shape)], "aba")
        assert found[0].extra == {"unix_time": 1_800_000_000, "date_time_format": shape}

    def test_nothing_lives_inside_code(self) -> None:
        code = {"type": "code", "offset": 0, "length": 3}
        assert [one.type for one in read_entities([bold(1, 1), code], "aba")] == ["code"]


class TestDetection:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("/start now", [("bot_command", 0, 6)]),
            ("try /help@parley_bot!", [("bot_command", 4, 16)]),
            ("and/or 1/2 a/b/c", []),
            ("ask @parley_bot", [("mention", 4, 11)]),
            ("mail a@b.org", [("email", 5, 7)]),
            ("see https://example.org/a?b=c.", [("url", 4, 25)]),
            ("#german", [("hashtag", 0, 7)]),
            ("😀 /go", [("bot_command", 3, 3)]),
        ],
    )
    def test_commands_and_addresses_are_found(
        self, text: str, found: list[tuple[str, int, int]]
    ) -> None:
        entities = with_detected(Formatted(text)).entities
        assert [(one.type, one.offset, one.length) for one in entities] == found


class TestParsed:
    def test_spaces_at_both_ends_go_and_entities_move(self) -> None:
        found = parsed(Written("  <b>x</b>  ", "HTML"))
        assert found.text == "x"
        assert [(one.offset, one.length) for one in found.entities] == [(0, 1)]

    def test_control_characters_become_spaces(self) -> None:
        assert clean("a\x00b\r\nc\td") == "a b\nc\td"

    def test_length_is_counted_in_utf16(self) -> None:
        assert utf16_len("a😀é") == 4
