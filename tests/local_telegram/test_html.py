import pytest

from infra.local.telegram.errors import ApiError
from infra.local.telegram.rules.html import parse_html


def entities(html: str) -> list[tuple[object, ...]]:
    found = parse_html(html)
    return [(one.type, one.offset, one.length, *one.extra.values()) for one in found.entities]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<b>x</b>", "bold"),
        ("<strong>x</strong>", "bold"),
        ("<i>x</i>", "italic"),
        ("<em>x</em>", "italic"),
        ("<u>x</u>", "underline"),
        ("<ins>x</ins>", "underline"),
        ("<s>x</s>", "strikethrough"),
        ("<strike>x</strike>", "strikethrough"),
        ("<del>x</del>", "strikethrough"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">x</span>', "spoiler"),
        ("<code>x</code>", "code"),
        ("<pre>x</pre>", "pre"),
        ("<blockquote>x</blockquote>", "blockquote"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote"),
    ],
)
def test_each_tag_has_its_entity(html: str, kind: str) -> None:
    assert parse_html(html).text == "x"
    assert entities(html) == [(kind, 0, 1)]


class TestPlaces:
    def test_offsets_count_utf16_units(self) -> None:
        assert entities("😀😀<b>é😀</b>") == [("bold", 4, 3)]

    def test_tags_may_be_nested(self) -> None:
        assert sorted(entities("<b>a<i>b</i></b>")) == [("bold", 0, 2), ("italic", 1, 1)]

    def test_an_empty_tag_leaves_nothing(self) -> None:
        assert entities("<b></b>x") == []


class TestAttributes:
    def test_a_link_keeps_its_address(self) -> None:
        html = '<a href="https://example.org/?a=1&amp;b=2">x</a>'
        assert entities(html) == [("text_link", 0, 1, "https://example.org/?a=1&b=2")]

    def test_a_link_with_a_wrong_address_is_plain_text(self) -> None:
        assert entities('<a href="javascript:alert(1)">x</a>') == []

    def test_a_language_is_named_by_the_inner_code(self) -> None:
        html = '<pre><code class="language-python">x</code></pre>'
        assert entities(html) == [("pre", 0, 1, "python")]

    def test_a_moment_keeps_its_time(self) -> None:
        assert entities('<tg-time unix="1800000000">x</tg-time>') == [
            ("date_time", 0, 1, 1_800_000_000)
        ]

    def test_a_moment_keeps_its_shape(self) -> None:
        assert entities('<tg-time unix="1800000000" format="wDt">x</tg-time>') == [
            ("date_time", 0, 1, 1_800_000_000, "wDt")
        ]

    def test_a_custom_emoji_keeps_its_id(self) -> None:
        assert entities('<tg-emoji emoji-id="53">👍</tg-emoji>') == [("custom_emoji", 0, 2, "53")]


class TestReferences:
    def test_four_names_and_all_numbers_are_known(self) -> None:
        assert parse_html("&lt;&gt;&amp;&quot;&#39;&#x41;").text == "<>&\"'A"

    def test_others_stay_as_they_are(self) -> None:
        assert parse_html("a && b &nbsp; &#0; &").text == "a && b &nbsp; &#0; &"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("a <div>x</div>", 'Unsupported start tag "div" at byte offset 2'),
        ("1 < 2 or so>", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            '<tg-time unix="soon">x</tg-time>',
            'Invalid value of the attribute "unix" in the tag "tg-time"',
        ),
        (
            '<tg-time unix="1800000000" format="y">x</tg-time>',
            'Invalid value of the attribute "format" in the tag "tg-time"',
        ),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_errors_are_said_in_telegrams_words(html: str, why: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(html)
    assert caught.value.description == f"Bad Request: can't parse entities: {why}"
