import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageText

from backend.kit.levels import Level
from backend.reading.schemas import SentenceOut
from bot.reading.callbacks import SentencePressed, TextWordPressed
from tests.bot.conftest import Person, labels, marked
from tests.bot.shelf import a_story, a_tappable
from tests.bot.stand_in import StandIn
from tests.fakes.telegram import FakeTelegram


@pytest.fixture
async def reader(learner: Person, telegram: FakeTelegram) -> Person:
    """Somebody with a text before them."""
    await learner.writes("/read")
    await learner.presses("The old house")
    telegram.forget()
    return learner


class TestTexts:
    async def test_are_listed_with_their_levels(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.stories.append(a_story(6, title="A hard one", level=Level.b1))
        await learner.writes("/read")

        assert labels(telegram.last) == [
            ["A1 · The old house"],
            ["B1 · A hard one"],
            ["‹ Home", "🗂 Words"],
        ]

    async def test_fill_pages(self, learner: Person, telegram: FakeTelegram, api: StandIn) -> None:
        api.stories = [a_story(number, title=f"Story {number}") for number in range(1, 13)]
        await learner.writes("/read")
        await learner.presses("›")
        assert labels(telegram.last)[:3] == [["A1 · Story 11"], ["A1 · Story 12"], ["‹", "2 / 2"]]
        await learner.presses("‹")
        assert labels(telegram.last)[0] == ["A1 · Story 1"]

    async def test_of_a_course_without_any_say_so(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.stories = []
        await learner.writes("/read")
        assert "no texts in this course yet" in (telegram.last.text or "")
        assert labels(telegram.last) == [["‹ Home", "▶ Practise"]]


class TestText:
    async def test_is_shown_with_a_button_a_sentence(
        self, reader: Person, telegram: FakeTelegram
    ) -> None:
        text = telegram.last.text or ""
        assert text.startswith("The old house · A1")
        assert "① Het huis is oud.\n② Een kat slaapt." in text
        assert labels(telegram.last) == [["①", "②"], ["‹ Texts"]]

    async def test_of_seven_sentences_has_no_row_of_one_number(
        self, learner: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.stories = [a_story(sentences=[*a_story().sentences] * 3 + a_story().sentences[:1])]
        await learner.writes("/read")
        await learner.presses("A1 · The old house")
        assert labels(telegram.last)[:2] == [["①", "②", "③", "④"], ["⑤", "⑥", "⑦"]]

    async def test_that_vanished_is_a_friendly_line(
        self, reader: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.stories = []
        await reader.presses("①")

        [toast] = telegram.said
        assert isinstance(toast, AnswerCallbackQuery)
        assert "can't find this text" in (toast.text or "")


class TestSentence:
    async def test_is_bold_with_its_translation_folded(
        self, reader: Person, telegram: FakeTelegram
    ) -> None:
        await reader.presses("①")

        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        assert marked(telegram.last, "bold") == ["Het huis is oud."]
        assert marked(telegram.last, "spoiler") == ["The house is old."]
        assert "Tap a word" in (telegram.last.text or "")
        assert labels(telegram.last) == [["huis", "oud"], ["↑ Text", "② ›"]]

    async def test_leads_to_the_next_and_back_and_to_the_text(
        self, reader: Person, telegram: FakeTelegram
    ) -> None:
        whole = telegram.last.text
        await reader.presses("①")
        await reader.presses("② ›")
        assert marked(telegram.last, "bold") == ["Een kat slaapt."]
        assert labels(telegram.last)[-1] == ["‹ ①", "↑ Text"]
        await reader.presses("‹ ①")
        assert marked(telegram.last, "bold") == ["Het huis is oud."]
        await reader.presses("↑ Text")
        assert telegram.last.text == whole

    async def test_that_is_no_more_is_the_text(
        self, reader: Person, telegram: FakeTelegram
    ) -> None:
        whole = telegram.last.text
        await reader.presses("①")
        data = SentencePressed(text_id=5, number=99).pack()
        await reader.presses_data(data, on=telegram.last)
        assert telegram.last.text == whole

    async def test_is_shown_as_it_is_written(
        self, reader: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        api.stories[0].sentences[0] = SentenceOut(
            text="Het <b>huis</b> & *meer*.", meaning="_x_", words=[a_tappable("huis", 11)]
        )
        await reader.presses("①")
        assert marked(telegram.last, "bold") == ["Het <b>huis</b> & *meer*."]


class TestWord:
    async def test_shows_its_lemma_and_meaning_and_can_be_added(
        self, reader: Person, telegram: FakeTelegram
    ) -> None:
        await reader.presses("①")
        await reader.presses("huis")

        assert (telegram.last.text or "").endswith("huis · meaning of huis")
        assert marked(telegram.last, "bold") == ["Het huis is oud.", "huis"]
        assert ["➕ Add to my words"] in labels(telegram.last)

    async def test_is_added_by_one_call_and_one_edit(
        self, reader: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await reader.presses("①")
        await reader.presses("huis")
        telegram.forget()
        api.asked.clear()
        update = await reader.presses("➕ Add to my words")

        assert api.asked == [("POST", "/profiles/70/words")]
        assert api.bodies[-1] == {"text_id": 5, "point_id": 11}
        assert telegram.calls() == ["AnswerCallbackQuery", "EditMessageText"]
        assert (telegram.last.text or "").endswith("✓ in my words")
        assert ["➕ Add to my words"] not in labels(telegram.last)
        shown = telegram.last.text
        await reader.again(update)
        assert telegram.last.text == shown

    async def test_that_is_known_is_marked_so(self, reader: Person, telegram: FakeTelegram) -> None:
        await reader.presses("①")
        await reader.presses("oud")
        assert (telegram.last.text or "").endswith("oud · meaning of oud\n✓ in my words")
        assert ["➕ Add to my words"] not in labels(telegram.last)

    async def test_that_nothing_asks_for_cannot_be_added(
        self, reader: Person, telegram: FakeTelegram
    ) -> None:
        await reader.presses("②")
        await reader.presses("kat")
        assert (telegram.last.text or "").endswith("kat · meaning of kat")
        assert labels(telegram.last) == [["kat"], ["‹ ①", "↑ Text"]]

    async def test_that_is_no_more_is_not_added(
        self, reader: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        await reader.presses("①")
        await reader.presses("huis")
        shown = telegram.last
        api.stories[0].sentences[0].words.clear()
        telegram.forget()
        await reader.presses("➕ Add", on=shown)
        [toast] = telegram.said
        assert isinstance(toast, AnswerCallbackQuery)
        assert "not among yours" in (toast.text or "")

    async def test_beyond_the_last_is_the_sentence(
        self, reader: Person, telegram: FakeTelegram
    ) -> None:
        await reader.presses("①")
        shown = telegram.last.text
        await reader.presses("huis")
        data = TextWordPressed(text_id=5, number=0, word=99).pack()
        await reader.presses_data(data, on=telegram.last)
        assert telegram.last.text == shown

    async def test_twice_in_a_sentence_is_itself(
        self, reader: Person, telegram: FakeTelegram, api: StandIn
    ) -> None:
        twin = a_tappable("huis", 11)
        api.stories[0].sentences[0].words.append(twin)
        await reader.presses("①")
        data = TextWordPressed(text_id=5, number=0, word=2).pack()
        await reader.presses_data(data, on=telegram.last)
        [edit] = telegram.all(EditMessageText)[-1:]
        added = [
            one.callback_data
            for row in edit.reply_markup.inline_keyboard  # type: ignore[union-attr]
            for one in row
            if one.text.startswith("➕")
        ]
        assert added == ["ra:5:0:2:11"]
