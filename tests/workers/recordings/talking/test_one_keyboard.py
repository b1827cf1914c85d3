"""In a talk too only the newest message keeps its buttons."""

from tests.workers.recordings.talking.conftest import COFFEE, Talker


async def test_turns_that_are_spoken_one_after_the_other_leave_one_message_with_buttons(
    talker: Talker,
) -> None:
    shown = await talker.shows()
    assert len(talker.lit) == 1
    for number, words in enumerate((COFFEE, "Met melk graag", "Nee, dank u"), start=1):
        # The bot goes on to name the opening: what came since it has not sent.
        await talker.speaks(words, asked_in=shown)
        await talker.worker.work()
        reply, _, _ = await talker.state(number)
        [lit] = talker.lit
        assert lit.startswith(reply)


async def test_the_opening_is_bared_though_nobody_names_it(talker: Talker) -> None:
    """As after a restart of the bot."""
    await talker.shows()
    await talker.hears(COFFEE)
    assert len(talker.lit) == 1
