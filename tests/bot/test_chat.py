"""Talking with the tutor, as the bot tells it."""

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageReplyMarkup, SendChatAction, SendMessage

from backend.errors import StillReplying
from backend.tutor.schemas import (
    MAX_SAID,
    FactOut,
)
from bot.learners import People
from tests.bot.conftest import Person, labels, marked
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


async def in_the_cafe(learner: Person) -> None:
    await learner.writes("/chat")
    await learner.presses("In the café")


class TestRoom:
    async def test_offers_the_scenes_of_a_level(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/chat")
        assert labels(telegram.last) == [["✅ A1", "A2"], ["☕ In the café"], ["‹ Home"]]
        await learner.presses("A2")
        assert labels(telegram.last)[1] == ["🏨 At the hotel"]

    async def test_offers_a_free_talk_where_there_is_a_model(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.by_model = True
        await learner.writes("/chat")
        assert labels(telegram.last)[0] == ["🗨 Talk about anything"]
        assert labels(telegram.last)[-1] == ["🧠 Memory", "‹ Home"]

    async def test_is_one_press_away_from_home(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await learner.writes("/start")
        await learner.presses("Chat")
        assert "Let's talk" in (telegram.last.text or "")


class TestTalk:
    async def test_begins_with_the_scene_and_the_first_words(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await in_the_cafe(learner)
        text = telegram.last.text or ""
        assert text.startswith("In the café\nYou are in a small café.\n🎭 You: a guest\n🎯")
        assert text.endswith("Goedemiddag! Wat wilt u drinken?")
        assert marked(telegram.last, "expandable_blockquote")[0].startswith("Handy phrases")
        assert labels(telegram.last) == [
            ["Een koffie, graag."],
            ["Een thee, alstublieft."],
            ["💡 Hint", "🌐 Translate"],
            ["🏁 Finish"],
        ]
        assert api.placed == [(50, telegram.last.message_id)]

    async def test_takes_what_is_typed_and_the_exercise_does_not(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await in_the_cafe(learner)
        await learner.writes("Een koffie graag")
        assert telegram.last.text == "Een koffie graag Komt eraan!"
        assert not [path for _, path in api.asked if path == "/attempts/open/answer"]

    async def test_the_same_message_again_is_said_once(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await in_the_cafe(learner)
        update = await learner.writes("Een koffie graag")
        await learner.again(update)
        assert len(api.turns) == 2

    async def test_a_chip_stays_below_the_line_it_replies_to(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await in_the_cafe(learner)
        asked = telegram.last
        await learner.presses("Een koffie")
        assert (telegram.messages[asked.message_id].text or "").endswith("🗣 Een koffie, graag.")
        assert labels(telegram.messages[asked.message_id]) == []
        assert telegram.last.text == "Een koffie, graag. Komt eraan!"

    async def test_with_a_model_shows_at_once_that_somebody_writes(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.by_model = True
        await in_the_cafe(learner)
        opening = telegram.last.message_id
        telegram.forget()
        await learner.writes("Een koffie graag")
        assert telegram.all(SendMessage) == []
        assert len(telegram.all(SendChatAction)) == 1
        assert [one.message_id for one in telegram.all(EditMessageReplyMarkup)] == [opening]

    async def test_that_ended_elsewhere_leaves_the_word_to_practice(
        self, learner: Person, telegram: FakeTelegram, api: StandIn, people: People
    ) -> None:
        await in_the_cafe(learner)
        api._goes_on(7, None)  # by another process
        await learner.writes("ben")
        assert [path for _, path in api.asked][-1] != "/talks/5/turns"
        assert "/attempts/open/answer" in [path for _, path in api.asked]

    async def test_too_much_nothing_or_too_many_are_told_kindly(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await in_the_cafe(learner)
        await learner.writes("x" * (MAX_SAID + 1))
        assert "keep it under 1,000" in (telegram.last.text or "")
        await learner.writes("\u2060\u200b")
        assert "I can only read text" in (telegram.last.text or "")
        api.refuse = StillReplying()
        await learner.writes("Hallo?")
        assert telegram.last.text == "One moment, I'm still replying."


class TestLeaving:
    @pytest.mark.parametrize("way", ["/practice", "▶ Practise"])
    async def test_practice_takes_over_and_the_talk_waits(
        self, way: str, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await in_the_cafe(learner)
        if way.startswith("/"):
            await learner.writes(way)
        else:
            await learner.writes("/help")
            await learner.presses(way)
        assert (telegram.last.text or "").startswith("Our talk can wait: /chat goes on with it.")
        assert "_____" in (telegram.last.text or "")
        await learner.writes("/chat")
        await learner.presses("Go on: In the café")
        assert (telegram.last.text or "").endswith("Wat wilt u drinken?")
        await learner.writes("Een thee")
        assert telegram.last.text == "Een thee Komt eraan!"

    async def test_a_press_on_an_exercise_leaves_it_too(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/practice")
        exercise = telegram.last
        await in_the_cafe(learner)
        await learner.presses("ben", on=exercise)
        assert ("POST", "/talks/5/leave") in api.asked

    async def test_practice_without_a_talk_asks_for_nothing_more(
        self, learner: Person, api: StandIn
    ) -> None:
        api.asked.clear()
        await learner.writes("/practice")
        assert [path for _, path in api.asked] == ["/profiles/70/next-action"]


class TestHelp:
    async def test_a_hint_is_a_message_that_leaves_the_buttons_where_they_are(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await in_the_cafe(learner)
        opening = telegram.last
        await learner.presses("Hint")
        assert telegram.last.text == (
            "💡 Order something.\nYou could say:\nEen koffie, graag. · A coffee, please."
        )
        assert labels(telegram.messages[opening.message_id]) == labels(opening)

    async def test_a_translation_stands_below_and_the_scene_stays(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await in_the_cafe(learner)
        await learner.presses("Translate")
        text = telegram.last.text or ""
        assert text.startswith("In the café")
        assert text.endswith("🌐 What would you like to drink?")
        assert ["💡 Hint", "🏁 Finish"] in labels(telegram.last)


class TestFinish:
    async def test_shows_how_it_went(self, learner: Person, telegram: FakeTelegram) -> None:
        await in_the_cafe(learner)
        await learner.writes("Ik wil koffie drink")
        await learner.presses("Finish")
        text = telegram.last.text or ""
        assert text.startswith("🏁 How it went: In the café\nYou wrote one message, 12 words")
        assert "• You asked for the bill." in text
        assert "drink → drinken · After “wil”." in text
        assert labels(telegram.last) == [["▶ Practise"], ["🎭 Scenes"]]

    async def test_its_exercise_is_answered_by_typing_and_then_practice_goes_on(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.card_task = True
        await in_the_cafe(learner)
        await learner.presses("Finish")
        assert "One for the road" in (telegram.last.text or "")
        assert "Wat wil je _____?" in (telegram.last.text or "")
        await learner.writes("drinken")
        assert (telegram.last.text or "").startswith("✅")
        await learner.writes("ben")
        assert "/attempts/open/answer" in [path for _, path in api.asked]

    async def test_with_a_model_says_that_the_card_comes(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.by_model = True
        await in_the_cafe(learner)
        telegram.forget()
        await learner.presses("Finish")
        answer, bare = telegram.said
        assert "Well done" in (getattr(answer, "text", "") or "")
        assert isinstance(bare, EditMessageReplyMarkup)


class TestMemory:
    async def test_lists_and_forgets(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.facts = [FactOut(id=n, text=f"Fact <{n}>") for n in range(1, 4)]
        await learner.writes("/memory")
        assert "1. Fact <1>\n2. Fact <2>" in (telegram.last.text or "")
        await learner.presses("✕ 2")
        assert "Fact <2>" not in (telegram.last.text or "")
        await learner.presses("Forget everything")
        assert labels(telegram.last) == [["No, keep it"], ["Yes, forget it"]]
        await learner.presses("Yes, forget it")
        assert api.facts == []
        assert "Nothing yet." in (telegram.last.text or "")


class TestReadAloud:
    async def test_a_reply_can_be_heard_where_somebody_reads_it(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.audible = True
        await in_the_cafe(learner)
        assert labels(telegram.last)[2:] == [
            ["💡 Hint", "🌐 Translate"],
            ["🔊 Listen", "🏁 Finish"],
        ]
        telegram.forget()
        await learner.presses("🔊")
        assert api.spoken == [50]
        assert telegram.calls() == ["AnswerCallbackQuery", "SendChatAction"]

    async def test_where_nobody_reads_any_more_the_press_is_told_so(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.audible = True
        await in_the_cafe(learner)
        api.audible = False
        telegram.forget()
        await learner.presses("🔊")
        [answer] = telegram.all(AnswerCallbackQuery)
        assert "voice" in (answer.text or "")
        assert labels(telegram.last)[-1] == ["🔊 Listen", "🏁 Finish"]
