"""What a talk looks like, at its longest and at its emptiest."""

import pytest

from backend.exercises.kinds.type_gap import TypeGapShown
from backend.tutor.schemas import (
    CardOut,
    HintOut,
    MendedOut,
    Phase,
    PhraseOut,
    TalkOut,
    Trouble,
    TurnOut,
    TurnState,
)
from bot.chat import view
from bot.screen import Screen
from bot.texts import Texts


def a_turn(**changes: object) -> TurnOut:
    given = {
        "id": 9,
        "conversation_id": 5,
        "number": 1,
        "said": "Hoi",
        "state": TurnState.told,
        "trouble": None,
        "reply": "Hallo!",
        "meaning": None,
        "mistakes": [],
        "chips": [],
        "guided": False,
        "stopped": False,
        "live": True,
        "goal_reached": False,
        "message_id": None,
        **changes,
    }
    return TurnOut.model_validate(given)


def _labels(screen: Screen) -> list[str]:
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    return [one.text for row in rows for one in row]


class TestViews:
    @pytest.mark.parametrize("locale", ["en", "nl", "ru"])
    def test_no_reply_is_longer_than_a_message(self, locale: str) -> None:
        odd = "<b>&😀 " * 400
        turn = a_turn(
            reply=odd * 8,
            meaning=odd * 4,
            mistakes=[MendedOut(wrong=odd, right=odd, because=odd)] * 5,
            chips=["x" * 40] * 3,
            trouble=Trouble.away,
            stopped=True,
            goal_reached=True,
        )
        screens = view.parts(turn, Texts(locale))
        assert len(screens) > 2
        for screen in [*screens, view.thinking(turn, Texts(locale), odd)]:
            words = screen.kwargs()
            assert len(words["text"].encode("utf-16-le")) // 2 <= 4096
            assert words["parse_mode"] is None

    @pytest.mark.parametrize("locale", ["en", "nl", "ru"])
    def test_the_longest_card_still_has_its_exercise(self, locale: str) -> None:
        mended = MendedOut(wrong="w" * 200, right="r" * 200, because="b" * 300)
        card = CardOut(
            conversation_id=5,
            title="t" * 200,
            turns=400,
            words=100_000,
            goal_reached=True,
            praise=["p" * 200] * 4,
            mistakes=[mended] * 3,
            task=TypeGapShown(sentence=f"{'s' * 290} ___", clue="c" * 210),
        )
        text = view.card(card, Texts(locale)).kwargs()["text"]
        assert text.endswith("c" * 210)

    def test_only_the_newest_has_buttons(self) -> None:
        assert view.reply(a_turn(live=False), Texts("en")).keyboard is None

    def test_nothing_at_all_is_still_a_message(self) -> None:
        assert view.reply(a_turn(reply="", stopped=True), Texts("en")).kwargs()["text"]
        assert view.reply(a_turn(reply=None), Texts("en")).kwargs()["text"]

    def test_to_whoever_did_not_understand_the_meaning_and_a_hint_are_open(self) -> None:
        hint = HintOut(
            about="Order something.", phrases=[PhraseOut(say="Een thee, graag.", meaning="A tea.")]
        )
        screen = view.reply(a_turn(meaning="Hello!", hint=hint, guided=True), Texts("en"))
        text = screen.kwargs()["text"]
        assert text.split("\n") == [
            "Hallo!", "", "🌐 Hello!", "",
            "💡 Order something.", "You could say:", "Een thee, graag. · A tea.",
        ]  # fmt: skip
        assert _labels(screen) == ["🏁 Finish"]

    def test_a_translation_is_offered_only_where_there_is_one(self) -> None:
        offered = _labels(view.reply(a_turn(), Texts("en")))
        assert offered == ["💡 Hint", "🌐 Translate", "🏁 Finish"]
        screen = view.reply(a_turn(translatable=False), Texts("en"))
        assert _labels(screen) == ["💡 Hint", "🏁 Finish"]

    def test_what_was_no_mistake_is_not_struck_out(self) -> None:
        found = [
            MendedOut(wrong="thee", right="Een thee, graag.", because=None, fuller=True),
            MendedOut(wrong="kofie", right="koffie", because=None),
        ]
        words = view.reply(a_turn(mistakes=found), Texts("en")).kwargs()
        struck = [one for one in words["entities"] if one.type == "strikethrough"]
        assert [one.extract_from(words["text"]) for one in struck] == ["kofie"]

    def test_a_talk_that_goes_on_after_a_reply_that_failed_offers_another_try(self) -> None:
        turn = a_turn(reply=None, state=TurnState.failed, trouble=Trouble.away)
        talk = TalkOut(
            id=5,
            target="nl",
            guided=False,
            phase=Phase.open,
            title=None,
            scene=None,
            role=None,
            goal=None,
            phrases=[],
            turn=turn,
        )
        keyboard = view.gone_on(talk, Texts("en")).keyboard
        assert keyboard is not None
        assert keyboard.inline_keyboard[0][0].text == "🔁 Try again"
