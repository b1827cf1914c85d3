import pytest

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.profiles.schemas import ProfilePatch
from backend.reading.schemas import TextOut, TextWord
from tests.backend.reading.library import a_library
from tests.factories import Learner, a_course, a_learner


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, a_library())
    return await a_learner(backend)


async def opened(learner: Learner, number: int = 0) -> TextOut:
    id = learner.profile.id
    line = (await learner.calls.reading_texts(id, 0)).texts[number]
    return await learner.calls.reading_text(id, line.id)


async def no_such_text(learner: Learner, text_id: int) -> None:
    with pytest.raises(Refused) as refused:
        await learner.calls.reading_text(learner.profile.id, text_id)
    assert (refused.value.status, refused.value.code) == (404, "NoSuchText")


class TestTexts:
    async def test_are_those_of_the_course_the_easy_ones_first(self, learner: Learner) -> None:
        out = await learner.calls.reading_texts(learner.profile.id, 0)
        assert [(one.level, one.title) for one in out.texts] == [
            (Level.a1, "nl-easy"),
            (Level.a2, "nl-hard"),
        ]
        assert (out.page, out.pages) == (0, 1)

    async def test_a_page_beyond_the_last_is_the_last(self, learner: Learner) -> None:
        out = await learner.calls.reading_texts(learner.profile.id, 99)
        assert (out.page, len(out.texts)) == (0, 2)

    async def test_of_a_course_without_any_are_none(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        out = await learner.calls.reading_texts(learner.profile.id, 0)
        assert (out.texts, out.pages) == ([], 1)

    async def test_titles_come_in_the_native_language(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_library())
        learner = await a_learner(backend, native="ru")
        assert (await opened(learner)).title == "nl-easy (ru)"

    async def test_of_another_are_not_found(self, backend: Backend, learner: Learner) -> None:
        stranger = await a_learner(backend, 8)
        for call in (
            stranger.calls.reading_texts(learner.profile.id, 0),
            stranger.calls.reading_text(learner.profile.id, 1),
        ):
            with pytest.raises(Refused) as refused:
                await call
            assert refused.value.code == "NotFound"


class TestText:
    async def test_has_its_sentences_with_their_meanings(self, learner: Learner) -> None:
        text = await opened(learner)
        assert [one.text for one in text.sentences][:2] == [
            "Het huis staat in de straat.",
            "Huis en kat.",
        ]
        assert text.sentences[1].meaning == "meaning of Huis en kat."

    async def test_has_its_words_in_the_order_of_the_sentence_as_they_stand_there(
        self, learner: Learner
    ) -> None:
        first, second, *_ = (await opened(learner)).sentences
        assert [word.form for word in first.words] == ["huis", "straat"]
        assert [(word.form, word.lemma, word.meaning) for word in second.words] == [
            ("Huis", "huis", "house"),
            ("kat", "kat", "cat"),
        ]

    async def test_offers_no_word_that_nothing_asks_for(self, learner: Learner) -> None:
        *_, last = (await opened(learner)).sentences
        known, riddle = last.words
        assert known.point_id is not None
        assert riddle == TextWord(
            form="raadsel", lemma="raadsel", meaning=None, point_id=None, mine=False
        )

    async def test_of_another_course_is_no_such_text(
        self, backend: Backend, learner: Learner, sessions: Sessions
    ) -> None:
        await a_course(sessions, language="en")
        other = await a_learner(backend, 8, target="en")
        text = await opened(learner)
        await no_such_text(other, text.id)
        await no_such_text(learner, 2**62)

    async def test_that_was_taken_back_is_no_such_text(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        text = await opened(learner)
        await a_course(sessions)
        await no_such_text(learner, text.id)

    async def test_is_read_in_the_alphabet_of_the_learner(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_library(language="sr"))
        learner = await a_learner(backend, target="sr")
        assert (await opened(learner)).sentences[1].text == "Huis en kat."
        await learner.calls.patch_profile(
            learner.profile.id, ProfilePatch(alphabet=Alphabet.cyrillic)
        )

        sentence = (await opened(learner)).sentences[1]

        assert sentence.text == "Хуис ен кат."
        assert sentence.meaning == "meaning of Huis en kat."
        assert [(word.form, word.lemma) for word in sentence.words] == [
            ("Хуис", "хуис"),
            ("кат", "кат"),
        ]
