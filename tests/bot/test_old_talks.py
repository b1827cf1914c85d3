"""Buttons of talks that were left somewhere: taken away, or answered kindly."""

import pytest
from aiogram import Bot
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageText,
    SendMessage,
)
from aiogram.types import Message

from backend.errors import NoTalk, NotAnOption
from backend.tutor.schemas import FactOut, FactsOut, TurnState
from bot.chat import memory, view
from bot.chat.callbacks import ChipSaidPressed, FinishPressed, StopPressed, TryAgainPressed
from bot.screen import Screen
from bot.texts import Texts
from tests.bot.conftest import Person, labels
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram

TEXTS = Texts("en")


async def in_the_cafe(learner: Person) -> None:
    await learner.writes("/chat")
    await learner.presses("In the café")


async def is_sent(bot: Bot, telegram: FakeTelegram, screen: Screen) -> Message:
    """By a worker: the bot knows nothing of it."""
    await bot.send_message(7, **screen.kwargs())
    return telegram.last


async def is_replied_to(
    learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn, **values: object
) -> Message:
    """Something is said, and a worker has replied."""
    api.by_model = True
    await in_the_cafe(learner)
    await learner.writes("Een koffie graag")
    told = {"state": TurnState.told, "reply": "Komt eraan!", **values}
    turn = api.changes(api.turns[-1].id, **told)
    message = await is_sent(bot, telegram, view.reply(turn, TEXTS))
    api.changes(turn.id, message_id=message.message_id)
    telegram.forget()
    return message


def toasts(telegram: FakeTelegram) -> list[str]:
    return [one.text or "" for one in telegram.all(AnswerCallbackQuery)]


class TestAnotherTalk:
    async def test_chat_takes_the_buttons_of_the_one_that_goes_on(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        old = await is_replied_to(learner, bot, telegram, api)
        assert labels(old)
        api.left = True
        await learner.writes("/chat")
        assert labels(telegram.messages[old.message_id]) == []
        assert labels(telegram.last)[0] == ["▶ Go on: In the café"]

    async def test_what_is_being_written_can_still_be_stopped(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await is_replied_to(learner, bot, telegram, api)
        turn = api.changes(api.turns[-1].id, state=TurnState.waiting, message_id=None)
        writing = await is_sent(bot, telegram, view.thinking(turn, TEXTS))
        api.changes(turn.id, message_id=writing.message_id)
        api.left = True
        await learner.writes("/chat")
        assert labels(telegram.messages[writing.message_id]) == [["⏹ Stop"]]

    async def test_another_scene_takes_the_buttons_of_the_one_before(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        old = await is_replied_to(learner, bot, telegram, api)
        api.left_behind = old.message_id
        await learner.writes("/chat")
        await learner.presses("In the café")
        assert labels(telegram.messages[old.message_id]) == []

    async def test_going_on_has_the_reply_stand_where_it_is_shown(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        old = await is_replied_to(learner, bot, telegram, api)
        api.left = True
        await learner.writes("/practice")
        await learner.writes("/chat")
        await learner.presses("Go on")
        assert api.placed[-1] == (api.turns[-1].id, telegram.last.message_id)
        assert labels(telegram.messages[old.message_id]) == []
        assert ["💡 Hint", "🌐 Translate"] in labels(telegram.last)

    async def test_a_scripted_reply_takes_the_buttons_of_one_that_a_worker_told(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        old = await is_replied_to(learner, bot, telegram, api, chips=["Nee, dank u."])
        api.by_model = False
        await learner.writes("Ja, graag")
        assert labels(telegram.messages[old.message_id]) == []
        assert telegram.last.text == "Ja, graag Komt eraan!"


class TestTooLate:
    @pytest.mark.parametrize(
        ("refused", "told"),
        [(NoTalk, "This talk is over."), (NotAnOption, "This button is from an earlier time.")],
    )
    async def test_a_chip_is_answered_kindly_and_goes(
        self,
        refused: type[NoTalk | NotAnOption],
        told: str,
        learner: Person,
        telegram: FakeTelegram,
        api: StandIn,
    ) -> None:
        await in_the_cafe(learner)
        old = telegram.last
        telegram.forget()
        api.refuse = refused()
        data = ChipSaidPressed(turn_id=50, number=0).pack()
        await learner.presses_data(data, on=old)
        assert toasts(telegram)[0].startswith(told)
        assert labels(telegram.messages[old.message_id]) == []
        assert telegram.all(SendMessage) == []

    @pytest.mark.parametrize("press", [FinishPressed(talk_id=5), TryAgainPressed(turn_id=50)])
    async def test_so_is_the_end_and_another_try(
        self,
        press: FinishPressed | TryAgainPressed,
        learner: Person,
        telegram: FakeTelegram,
        api: StandIn,
    ) -> None:
        await in_the_cafe(learner)
        old = telegram.last
        telegram.forget()
        api.refuse = NoTalk()
        await learner.presses_data(press.pack(), on=old)
        assert toasts(telegram) == ["This talk is over. /chat begins a new one."]
        assert labels(telegram.messages[old.message_id]) == []

    async def test_a_chip_that_was_tapped_twice_has_one_reply(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await in_the_cafe(learner)
        opening = telegram.last
        telegram.forget()
        for _ in range(2):
            await learner.presses("Een koffie", on=opening)
        assert len(telegram.all(SendMessage)) == 1

    async def test_a_talk_that_ended_twice_has_one_card(
        self, learner: Person, telegram: FakeTelegram
    ) -> None:
        await in_the_cafe(learner)
        opening = telegram.last
        telegram.forget()
        for _ in range(2):
            await learner.presses("Finish", on=opening)
        assert len(telegram.all(SendMessage)) == 1
        assert labels(telegram.messages[opening.message_id]) == []

    async def test_the_end_takes_the_buttons_of_what_a_worker_told(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        old = await is_replied_to(learner, bot, telegram, api)
        api.by_model = False
        await learner.presses("Finish", on=old)
        assert (telegram.last.text or "").startswith("🏁")
        assert labels(telegram.messages[old.message_id]) == []


class TestCardExercise:
    async def test_the_same_answer_again_is_no_answer_for_practice(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.card_task = True
        await in_the_cafe(learner)
        await learner.presses("Finish")
        update = await learner.writes("drinken")
        verdict = telegram.last.text
        await learner.again(update)
        assert telegram.last.text == verdict
        assert "/attempts/open/answer" not in [path for _, path in api.asked]


class TestTryAgain:
    async def test_leaves_the_painting_to_whoever_replies(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        old = await is_replied_to(learner, bot, telegram, api, reply=None, state=TurnState.failed)
        api.changes(api.turns[-1].id, state=TurnState.waiting)
        await learner.presses("Try again", on=old)
        assert telegram.all(EditMessageText) == []


class TestStop:
    async def is_pressed(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn, **values: object
    ) -> Message:
        """Below a message without an end, that nobody knew of."""
        api.by_model = True
        await in_the_cafe(learner)
        await learner.writes("Een koffie graag")
        orphan = await is_sent(bot, telegram, view.thinking(api.turns[-1], TEXTS))
        turn = api.changes(api.turns[-1].id, **values)
        telegram.forget()
        await learner.presses_data(StopPressed(turn_id=turn.id).pack(), on=orphan)
        return orphan

    async def test_takes_away_a_message_without_an_end(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        told = {"state": TurnState.told, "reply": "Ja!", "message_id": 9_999}
        orphan = await self.is_pressed(learner, bot, telegram, api, **told)
        assert [one.message_id for one in telegram.all(DeleteMessage)] == [orphan.message_id]

    async def test_gives_it_to_a_reply_that_stands_nowhere_yet(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        orphan = await self.is_pressed(learner, bot, telegram, api)
        assert api.placed[-1] == (api.turns[-1].id, orphan.message_id)
        assert telegram.all(DeleteMessage) == []

    async def test_keeps_the_first_of_several_messages(
        self, learner: Person, bot: Bot, telegram: FakeTelegram, api: StandIn
    ) -> None:
        told = {"state": TurnState.told, "reply": "woord " * 900, "message_id": 9_999}
        await self.is_pressed(learner, bot, telegram, api, **told)
        assert telegram.all(DeleteMessage) == []


class TestMemory:
    async def test_promises_nothing_where_nobody_remembers(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await learner.writes("/memory")
        assert telegram.last.text == "What I remember of you\nNothing yet."
        api.by_model = True
        await learner.writes("/memory")
        assert "I keep it here" in (telegram.last.text or "")

    @pytest.mark.parametrize("locale", ["en", "nl", "ru"])
    def test_says_so_in_one_sentence_of_every_language(self, locale: str) -> None:
        nothing = FactsOut(facts=[], total=0, page=0, pages=1, remembers=False)
        text = memory.memory(nothing, Texts(locale)).kwargs()["text"]
        _, line = text.splitlines()
        assert line.endswith(".")
        assert len(line.split()) == 2

    async def test_shows_what_was_kept_all_the_same(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.facts = [FactOut(id=1, text="Has a dog")]
        await learner.writes("/memory")
        assert "1. Has a dog" in (telegram.last.text or "")
