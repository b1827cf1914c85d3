import pytest

from infra.local.telegram.errors import ApiError
from infra.local.telegram.rules.markdown import parse_markdown_v2


def entities(text: str) -> list[tuple[object, ...]]:
    found = parse_markdown_v2(text)
    return [(one.type, one.offset, one.length, *one.extra.values()) for one in found.entities]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("*x*", "bold"),
        ("_x_", "italic"),
        ("__x__", "underline"),
        ("~x~", "strikethrough"),
        ("||x||", "spoiler"),
        ("`x`", "code"),
        ("```\nx```", "pre"),
        (">x", "blockquote"),
        (">x||", "expandable_blockquote"),
    ],
)
def test_each_mark_has_its_entity(text: str, kind: str) -> None:
    assert parse_markdown_v2(text).text == "x"
    assert entities(text) == [(kind, 0, 1)]


class TestParse:
    def test_escaped_characters_are_plain(self) -> None:
        assert parse_markdown_v2(r"1\. a\_b \(c\)").text == "1. a_b (c)"

    def test_marks_may_be_nested(self) -> None:
        assert sorted(entities("*a _b_*")) == [("bold", 0, 3), ("italic", 2, 1)]

    def test_a_link_keeps_its_address(self) -> None:
        assert entities(r"[x](https://example.org/a\)b)") == [
            ("text_link", 0, 1, "https://example.org/a)b")
        ]

    def test_a_moment_keeps_its_time_and_shape(self) -> None:
        assert entities("![x](tg://time?unix=1800000000&format=wDt)") == [
            ("date_time", 0, 1, 1_800_000_000, "wDt")
        ]

    def test_a_moment_in_a_wrong_shape_is_refused(self) -> None:
        with pytest.raises(ApiError, match="Date-time URL must have valid parameters"):
            entities("![x](tg://time?unix=1800000000&format=rT)")

    def test_code_keeps_marks_as_they_are(self) -> None:
        assert parse_markdown_v2("`a*b_c`").text == "a*b_c"

    def test_a_block_may_name_its_language(self) -> None:
        assert entities("```python\nx\n```") == [("pre", 0, 2, "python")]

    def test_a_quotation_ends_with_its_last_line(self) -> None:
        found = parse_markdown_v2(">a\n>b\nc")
        assert found.text == "a\nb\nc"
        assert entities(">a\n>b\nc") == [("blockquote", 0, 4)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("end.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a-b", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("é *x", "Can't find end of Bold entity at byte offset 3"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("[x](http://a.org", "Can't find end of a URL at byte offset 3"),
    ],
)
def test_errors_are_said_in_telegrams_words(text: str, why: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_markdown_v2(text)
    assert caught.value.description == f"Bad Request: can't parse entities: {why}"
