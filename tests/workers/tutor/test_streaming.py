"""A reply written into one message: what leaves, when, and that its end is never lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from aiogram.utils.formatting import Text

from backend.gateways.telegram import (
    Address,
    Blocked,
    File,
    Gone,
    Message,
    OutcomeUnknown,
    Played,
    RetryLater,
    Sound,
    Unreachable,
)
from backend.llm.asking import Unavailable
from bot.screen import Screen
from workers.streaming import MOST, Draft, Pacer, Time, Writer

TO = Address(42, 7)


class Virtual(Time):
    """Time that passes only when somebody waits for it."""

    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0)

    async def until(self, task: "asyncio.Task[Any]", seconds: float) -> None:
        self.at += seconds
        for _ in range(5):
            await asyncio.sleep(0)


class Chat:
    """Keeps every edit that arrived, with its time, and every call that was tried."""

    def __init__(self, time: Virtual) -> None:
        self.time = time
        self.calls: list[float] = []
        self.shown: list[str] = []
        self.failures: dict[int, Exception] = {}  # by the number of the call, from 0

    async def send(self, to: Address, message: Message) -> int:
        raise AssertionError

    async def edit(self, to: Address, message_id: int, message: Message) -> None:
        self.calls.append(self.time.now())
        failure = self.failures.pop(len(self.calls) - 1, None)
        if failure is not None:
            raise failure
        self.shown.append(message.kwargs()["text"])

    async def bare(self, to: Address, message_id: int) -> None:
        raise AssertionError

    async def play(self, to: Address, sound: Sound) -> Played:
        raise AssertionError

    async def download(self, to: Address, file: File, *, most: int) -> bytes:
        raise AssertionError


@pytest.fixture
def time() -> Virtual:
    return Virtual()


@pytest.fixture
def chat(time: Virtual) -> Chat:
    return Chat(time)


@pytest.fixture
def writer(chat: Chat, time: Virtual) -> Writer:
    return Writer(chat, TO, 9, time=time)


WORDS = [f"woord{n} " for n in range(40)]
WHOLE = "".join(WORDS).strip()


async def dripping(
    time: Virtual, every: float = 0.5, error: Exception | None = None
) -> AsyncIterator[str]:
    """A word each `every` seconds of virtual time."""
    for number, word in enumerate(WORDS):
        until = 1000 + number * every
        while time.now() < until:
            await asyncio.sleep(0)
        yield word
    if error is not None:
        raise error


def plain(text: str) -> Screen:
    return Screen(Text(text))


async def never() -> bool:
    return False


async def follow(
    writer: Writer, pieces: AsyncIterator[str], is_stopped: Callable[[], Any] = never
) -> Draft:
    return await writer.follow(pieces, plain, is_stopped, first=5)


def gaps(calls: list[float]) -> list[float]:
    return [after - before for before, after in pairwise(calls)]


class TestPace:
    async def test_edits_are_a_second_and_a_half_apart_and_the_end_is_whole(
        self, writer: Writer, chat: Chat, time: Virtual
    ) -> None:
        draft = await follow(writer, dripping(time))
        await writer.end(plain(draft.text.strip()))
        assert len(chat.calls) > 8
        assert min(gaps(chat.calls)) >= 1.5
        assert chat.calls[0] >= 1001.5  # the placeholder was a call as well
        assert chat.shown[-1] == WHOLE
        assert all(WHOLE.startswith(shown.strip()) for shown in chat.shown)

    async def test_a_fast_reply_is_one_edit(self, writer: Writer, chat: Chat) -> None:
        async def at_once() -> AsyncIterator[str]:
            for word in WORDS:
                yield word

        draft = await follow(writer, at_once())
        await writer.end(plain(draft.text.strip()))
        assert chat.shown == [WHOLE]

    @pytest.mark.parametrize("at", [0, 1, 3])
    async def test_nothing_leaves_while_telegram_asks_for_patience(
        self, at: int, writer: Writer, chat: Chat, time: Virtual
    ) -> None:
        chat.failures[at] = RetryLater(timedelta(seconds=30))
        draft = await follow(writer, dripping(time))
        await writer.end(plain(draft.text.strip()))
        refused = chat.calls[at]
        assert not [call for call in chat.calls if refused < call < refused + 30]
        assert chat.shown.count(WHOLE) == 1
        assert chat.shown[-1] == WHOLE

    async def test_the_end_waits_too_when_it_is_refused(
        self, writer: Writer, chat: Chat, time: Virtual
    ) -> None:
        chat.failures[0] = RetryLater(timedelta(seconds=30))
        before = time.now()
        await writer.end(plain("Tot ziens!"))
        assert (chat.shown, chat.calls) == (["Tot ziens!"], [before, before + 30])

    async def test_whoever_asks_for_minutes_has_the_job_come_again(
        self, writer: Writer, chat: Chat
    ) -> None:
        chat.failures[0] = RetryLater(timedelta(seconds=237))
        with pytest.raises(RetryLater) as later:
            await writer.end(plain("Tot ziens!"))
        assert later.value.after >= timedelta(seconds=200)
        assert len(chat.calls) == 1

    @pytest.mark.parametrize("failure", [OutcomeUnknown("?"), Unreachable("x"), Gone("x")])
    async def test_an_edit_that_fails_on_the_way_is_made_up_for(
        self, failure: Exception, writer: Writer, chat: Chat, time: Virtual
    ) -> None:
        chat.failures[1] = failure
        draft = await follow(writer, dripping(time))
        await writer.end(plain(draft.text.strip()))
        assert chat.shown[-1] == WHOLE

    async def test_the_end_is_tried_again_when_nothing_is_heard_and_not_for_ever(
        self, writer: Writer, chat: Chat
    ) -> None:
        chat.failures = {0: OutcomeUnknown("?"), 1: Unreachable("x")}
        await writer.end(plain("Dag!"))
        assert chat.shown == ["Dag!"]
        chat.failures = {number: Unreachable("x") for number in range(100)}
        with pytest.raises(Unreachable):
            await writer.end(plain("Dag!"))
        assert len(chat.calls) < 10

    async def test_a_blocked_bot_stops_reading_and_writing(
        self, writer: Writer, chat: Chat, time: Virtual
    ) -> None:
        chat.failures[1] = Blocked("x")
        pieces = dripping(time)
        with pytest.raises(Blocked):
            await follow(writer, pieces)
        assert len(chat.calls) == 2
        with pytest.raises(StopAsyncIteration):
            await anext(pieces)


class TestEnds:
    async def test_what_breaks_off_keeps_what_came(self, writer: Writer, time: Virtual) -> None:
        draft = await follow(writer, dripping(time, error=Unavailable("gone")))
        assert draft.text.strip() == WHOLE
        assert isinstance(draft.error, Unavailable)

    async def test_stopping_ends_the_call_and_keeps_what_came(
        self, writer: Writer, time: Virtual
    ) -> None:
        async def after_five_seconds() -> bool:
            return time.now() > 1005

        pieces = dripping(time)
        draft = await follow(writer, pieces, after_five_seconds)
        assert draft.stopped
        assert 5 <= len(draft.text.split()) <= 15
        with pytest.raises(StopAsyncIteration):
            await anext(pieces)

    async def test_a_reply_without_end_is_cut(self, writer: Writer) -> None:
        async def endless() -> AsyncIterator[str]:
            while True:
                yield "bla " * 100

        draft = await follow(writer, endless())
        assert MOST < len(draft.text) < 2 * MOST

    async def test_a_first_piece_that_never_comes_is_not_waited_for(self, chat: Chat) -> None:
        async def silent() -> AsyncIterator[str]:
            await asyncio.Event().wait()
            yield ""

        draft = await asyncio.wait_for(
            Writer(chat, TO, 9).follow(silent(), plain, never, first=0.2), 5
        )
        assert isinstance(draft.error, TimeoutError)
        assert chat.calls == []


class TestPacer:
    def test_waits_for_the_longest_of_all_reasons(self) -> None:
        pacer = Pacer(1.5)
        assert pacer.wait(100) == 0
        pacer.left(100)
        assert pacer.wait(100.5) == 1
        pacer.refused(101, timedelta(seconds=30))
        pacer.left(102)
        assert pacer.wait(102) == 29
        assert pacer.wait(140) == 0
