"""Where and how what became of an answer is shown, whatever Telegram says."""

from datetime import timedelta

import pytest

from backend.db import Sessions
from backend.gateways.telegram import Blocked, Gone, OutcomeUnknown, RetryLater
from backend.lessons.schemas import ExerciseNext, PraiseNext
from backend.users.models import User
from infra.local.llm.running import Running
from tests.factories import right
from tests.workers.judging.conftest import PLACE, RIGHT, UNSEEN, WRONG, Worker, Writer
from tests.workers.telegram import FakeChats


@pytest.fixture
async def written(writer: Writer, model: Running) -> Writer:
    """Somebody whose answer is being checked, and will be right."""
    model.answers("judge_answer", RIGHT)
    await writer.writes(UNSEEN)
    return writer


async def test_a_message_that_is_gone_is_followed_by_a_new_one(
    written: Writer, worker: Worker, telegram: FakeChats
) -> None:
    telegram.failures = [Gone("message to edit not found")]
    await worker.work()
    [(_, told)] = telegram.sent
    assert told["text"].startswith("✅")
    assert told["reply_markup"] is not None


async def test_somebody_who_blocked_the_bot_is_told_nothing_more(
    written: Writer, worker: Worker, telegram: FakeChats
) -> None:
    telegram.failures = [Blocked("bot was blocked by the user")]
    await worker.work()
    assert await worker.sql("SELECT blocked_at IS NOT NULL FROM chats") == [(True,)]
    assert (telegram.sent, telegram.edited) == ([], [])


@pytest.mark.parametrize(
    "failure", [RetryLater(timedelta(seconds=40)), OutcomeUnknown("no answer came")]
)
async def test_is_tried_again_when_it_may_not_have_arrived(
    written: Writer, worker: Worker, telegram: FakeChats, failure: Exception
) -> None:
    telegram.failures = [failure]
    await worker.work()
    assert telegram.edited == []
    await worker.skip("ShowAnswer")
    assert [message_id for _, message_id, _ in telegram.edited] == [PLACE]


async def test_what_stands_there_by_now_is_not_written_over(
    written: Writer, worker: Worker, telegram: FakeChats
) -> None:
    """The edit arrived, its worker died, and the learner answered what followed it."""
    telegram.failures = [OutcomeUnknown("no answer came")]
    await worker.work()
    following = (await written.reply()).next
    assert isinstance(following, ExerciseNext)
    await written.learner.answer(following.exercise, right(following.exercise))
    await worker.skip("ShowAnswer")
    assert (telegram.sent, telegram.edited) == ([], [])


async def test_what_follows_is_left_out_where_it_was_answered_elsewhere(
    written: Writer, worker: Worker, telegram: FakeChats
) -> None:
    """As if nothing had been shown before."""
    await worker.work()
    telegram.edited.clear()
    await worker.sql("DELETE FROM sends")
    following = (await written.reply()).next
    assert isinstance(following, ExerciseNext)
    await written.learner.answer(following.exercise, right(following.exercise))
    await worker.sql("UPDATE jobs SET state = 'queued' WHERE kind = 'judging.ShowAnswer'")
    await worker.skip("ShowAnswer")
    [(_, _, shown)] = telegram.edited
    assert shown["text"].startswith("✅")
    assert shown["reply_markup"] is None


async def test_as_much_can_be_done_about_a_late_verdict_as_about_one_in_time(
    writer: Writer, worker: Worker, model: Running, telegram: FakeChats
) -> None:
    model.answers("judge_answer", WRONG)
    await writer.writes(UNSEEN)
    await writer.learner.calls.let_go(writer.attempt_id)
    await worker.work()
    [(_, told)] = telegram.sent
    [row] = told["reply_markup"].inline_keyboard
    assert [each.text for each in row] == ["🙋 Mine was OK too", "💬 Explain"]
    assert (await writer.learner.calls.appeal(writer.attempt_id)).first


async def ends_a_set(worker: Worker) -> None:
    """The next answer is the last of a set, on the seventh day of a streak."""
    await worker.sql("UPDATE attempts SET number = 5")
    await worker.sql(
        "UPDATE profiles SET set_answered = 4, set_right = 4, last_answered_at = now()"
    )
    await worker.sql("UPDATE users SET streak = 6, streak_day = (now() - interval '1 day')::date")


def milestones(telegram: FakeChats) -> int:
    return sum("message_effect_id" in told for _, told in telegram.sent)


async def test_a_set_that_ends_with_it_is_praised_and_its_milestone_told_once(
    writer: Writer, worker: Worker, model: Running, telegram: FakeChats, sessions: Sessions
) -> None:
    model.answers("judge_answer", RIGHT)
    await ends_a_set(worker)
    await writer.writes(UNSEEN)
    await worker.work()
    reply = await writer.reply()
    assert isinstance(reply.next, PraiseNext)
    assert (reply.next.streak_grew, reply.next.streak) == (True, 7)
    async with sessions() as session:
        assert (await session.get_one(User, writer.learner.user.id)).streak == 7
    assert len(telegram.edited) == 1
    [(_, told)] = telegram.sent
    assert told["message_effect_id"]
    await worker.again()
    assert len(telegram.sent) == 1


async def test_a_milestone_is_told_though_the_learner_went_on_before_the_verdict(
    writer: Writer, worker: Worker, model: Running, telegram: FakeChats
) -> None:
    model.answers("judge_answer", RIGHT)
    await ends_a_set(worker)
    await writer.writes(UNSEEN)
    to = await writer.learner.calls.let_go(writer.attempt_id)
    assert isinstance(to.next, PraiseNext)
    assert to.next.streak_grew
    await worker.work()
    assert milestones(telegram) == 1
    await worker.again()
    assert milestones(telegram) == 1


async def test_nor_is_it_lost_on_who_has_gone_on_by_themselves(
    writer: Writer, worker: Worker, model: Running, telegram: FakeChats
) -> None:
    model.answers("judge_answer", WRONG)
    await ends_a_set(worker)
    await writer.writes(UNSEEN)
    assert isinstance(await writer.learner.next(), PraiseNext)
    assert isinstance(await writer.learner.next(go_on=True), ExerciseNext)
    await worker.work()
    assert (await writer.reply()).next is None
    assert milestones(telegram) == 1
    await worker.again()
    assert milestones(telegram) == 1


async def test_an_answer_within_a_set_has_no_milestone(
    writer: Writer, worker: Worker, model: Running, telegram: FakeChats
) -> None:
    model.answers("judge_answer", RIGHT)
    await worker.sql("UPDATE users SET streak = 7, streak_day = now()::date, sets_today = 1")
    await worker.sql("UPDATE users SET day = now()::date")
    await writer.writes(UNSEEN)
    await writer.learner.exercise()
    await worker.work()
    assert (await writer.reply()).next is None
    assert telegram.sent == []
