from typing import Any

import pytest

from infra.local.telegram.errors import ApiError
from infra.local.telegram.rules.keyboards import any_keyboard, inline_keyboard


def rows(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def key(**fields: Any) -> dict[str, Any]:
    return {"text": "x", **fields}


class TestInlineKeyboard:
    @pytest.mark.parametrize(
        "button",
        [
            key(callback_data="a" * 64),
            key(callback_data="é" * 32, style="success"),
            key(url="https://example.org"),
            key(url="tg://user?id=1"),
            key(web_app={"url": "https://example.org/app"}),
            key(web_app={"url": "http://127.0.0.1:8000/app"}),
            key(copy_text={"text": "c" * 256}),
            key(disabled={}, style="danger", icon_custom_emoji_id="5"),
            key(switch_inline_query_current_chat=""),
        ],
    )
    def test_buttons_of_the_current_api_are_taken(self, button: dict[str, Any]) -> None:
        assert inline_keyboard(rows(button)) == rows(button)

    @pytest.mark.parametrize(
        ("button", "why"),
        [
            ({}, "can't parse inline keyboard button: Can't find field \"text\""),
            (
                {"text": 5, "url": "a.org"},
                'can\'t parse inline keyboard button: Field "text" must be of type String',
            ),
            (
                key(),
                (
                    "can't parse inline keyboard button: "
                    "Text buttons are unallowed in the inline keyboard"
                ),
            ),
            (
                key(callback_data=""),
                (
                    "can't parse inline keyboard button: "
                    "Text buttons are unallowed in the inline keyboard"
                ),
            ),
            (
                key(callback_data="a", url="https://example.org"),
                (
                    "can't parse inline keyboard button: "
                    "exactly one action is allowed, found callback_data, url"
                ),
            ),
            (
                key(callback_data="a", disabled={}),
                (
                    "can't parse inline keyboard button: "
                    "exactly one action is allowed, found callback_data, disabled"
                ),
            ),
            (
                key(callback_data="a", color="red"),
                'can\'t parse inline keyboard button: unknown field "color"',
            ),
            (
                key(callback_data="a", style="pink"),
                "can't parse inline keyboard button: style must be one of danger, success, primary",
            ),
            (key(callback_data="a" * 65), "BUTTON_DATA_INVALID"),
            (key(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
            (key(copy_text={"text": "c" * 257}), "BUTTON_COPY_TEXT_INVALID"),
            (
                key(url="ftp://example.org"),
                (
                    "inline keyboard button URL 'ftp://example.org' is invalid: "
                    "Unsupported URL protocol"
                ),
            ),
            (
                key(web_app={"url": "http://example.org"}),
                (
                    "inline keyboard button Web App URL 'http://example.org' is invalid: "
                    "Only HTTPS links are allowed"
                ),
            ),
        ],
    )
    def test_wrong_buttons_are_refused_with_the_reason(
        self, button: dict[str, Any], why: str
    ) -> None:
        with pytest.raises(ApiError) as caught:
            inline_keyboard(rows(button))
        assert caught.value.description == f"Bad Request: {why}"

    @pytest.mark.parametrize(
        ("markup", "why"),
        [
            ("text", "object expected as reply markup"),
            ({"inline_keyboard": "x"}, 'field "inline_keyboard" must be of type Array'),
            ({"inline_keyboard": ["x"]}, 'field "inline_keyboard" must be an Array of Arrays'),
            ({"inline_keyboard": [], "extra": 1}, 'unknown field "extra"'),
            (rows(*[key(callback_data="a")] * 9), "reply markup is too long"),
            ({"inline_keyboard": [[key(callback_data="a")]] * 101}, "reply markup is too long"),
        ],
    )
    def test_wrong_shapes_are_refused(self, markup: object, why: str) -> None:
        with pytest.raises(ApiError, match=why):
            inline_keyboard(markup)

    def test_a_hundred_buttons_are_taken(self) -> None:
        assert inline_keyboard({"inline_keyboard": [[key(callback_data="a")]] * 100})

    def test_no_buttons_mean_no_keyboard(self) -> None:
        assert inline_keyboard({"inline_keyboard": [[]]}) is None


class TestAnyKeyboard:
    @pytest.mark.parametrize(
        "markup",
        [
            {"keyboard": [[{"text": "A"}, {"text": "B", "request_contact": True}]]},
            {"remove_keyboard": True},
            {"force_reply": True, "input_field_placeholder": "Your answer"},
        ],
    )
    def test_the_other_three_kinds_are_taken(self, markup: dict[str, Any]) -> None:
        assert any_keyboard(markup) == markup

    def test_plain_strings_are_buttons_too(self) -> None:
        found = any_keyboard({"keyboard": [["A"]]})
        assert found == {"keyboard": [[{"text": "A"}]]}

    @pytest.mark.parametrize("markup", [{}, {"keyboard": []}, {"keyboard": [["A"]], "x": 1}])
    def test_anything_else_is_refused(self, markup: dict[str, Any]) -> None:
        with pytest.raises(ApiError):
            any_keyboard(markup)
