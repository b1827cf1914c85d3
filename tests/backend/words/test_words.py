from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import select

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.models import Exercise, Point
from backend.exercises.points import PointKind
from backend.kit.alphabet import Alphabet
from backend.kit.clock import utc_now
from backend.profiles.schemas import ProfilePatch
from backend.reviews.models import Memory
from backend.words.schemas import Show
from tests.backend.reading.library import a_library
from tests.factories import Learner, a_course, a_learner, right, wrong


@pytest.fixture
async def learner(backend: Backend, sessions: Sessions) -> Learner:
    await a_course(sessions, a_library(kinds=("type_gap",), rounds=12))
    return await a_learner(backend)


async def knows(
    sessions: Sessions, learner: Learner, lemma: str, *, days: float, stability: float
) -> int:
    """A memory of the lemma that is due in so many days; the id of its point."""
    now = utc_now()
    async with sessions.begin() as session:
        language = learner.profile.target
        exercise = await session.scalar(select(Exercise.id).where(Exercise.language == language))
        point = await session.scalar(
            select(Point.id).where(
                Point.language == language, Point.kind == PointKind.lemma, Point.key == lemma
            )
        )
        assert point is not None
        session.add(
            Memory(
                profile_id=learner.profile.id,
                point_id=point,
                stability=stability,
                difficulty=5.0,
                due=now + timedelta(days=days),
                reviewed_at=now - timedelta(days=1),
                day=now.date() - timedelta(days=1),
                exercise_id=exercise,
            )
        )
    return point


class TestTheList:
    async def test_of_one_who_has_not_begun_is_empty(self, learner: Learner) -> None:
        out = await learner.calls.words(learner.profile.id, Show.all, 0)
        assert (out.words, out.found, out.pages) == ([], 0, 1)

    async def test_has_the_words_that_were_met_and_no_skill(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))

        out = await learner.calls.words(learner.profile.id, Show.all, 0)

        [word] = out.words
        assert (word.lemma, word.meaning, word.strength) == ("lemma0", "lemma zero", 2)

    async def test_has_meanings_in_the_native_language_or_in_none(
        self, backend: Backend, learner: Learner, sessions: Sessions
    ) -> None:
        russian = await a_learner(backend, 8, native="ru")
        await knows(sessions, russian, "huis", days=1, stability=1)
        await knows(sessions, russian, "lemma10", days=2, stability=1)
        out = await russian.calls.words(russian.profile.id, Show.all, 0)
        assert [(one.lemma, one.meaning) for one in out.words] == [
            ("huis", "дом"),
            ("lemma10", None),
        ]

    async def test_is_shared_out_by_how_well_words_are_known(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await knows(sessions, learner, "kat", days=20, stability=20)
        await knows(sessions, learner, "huis", days=-3, stability=2)
        await knows(sessions, learner, "boom", days=3, stability=3)
        await knows(sessions, learner, "straat", days=-1, stability=9)
        id = learner.profile.id

        out = await learner.calls.words(id, Show.all, 0)
        assert [(one.lemma, one.strength) for one in out.words] == [
            ("huis", 1),
            ("straat", 2),
            ("boom", 2),
            ("kat", 3),
        ]
        assert (out.due, out.shaky, out.known, out.found) == (2, 1, 1, 4)
        for show, lemmas in {
            Show.due: ["huis", "straat"],
            Show.shaky: ["boom"],
            Show.known: ["kat"],
        }.items():
            some = await learner.calls.words(id, show, 0)
            assert [one.lemma for one in some.words] == lemmas
            assert (some.found, some.due, some.show) == (len(lemmas), 2, show)

    async def test_has_ten_on_a_page_and_ends_with_the_last(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        for number in range(12):
            await knows(sessions, learner, f"lemma{number * 10}", days=number, stability=1)
        id = learner.profile.id

        first, second = [await learner.calls.words(id, Show.all, page) for page in (0, 1)]

        assert [len(first.words), len(second.words)] == [10, 2]
        assert (first.pages, first.found) == (2, 12)
        assert [one.lemma for one in second.words] == ["lemma100", "lemma110"]
        assert await learner.calls.words(id, Show.all, 99) == second

    async def test_is_of_one_course(
        self, backend: Backend, learner: Learner, sessions: Sessions
    ) -> None:
        other = await a_learner(backend, 8)
        await knows(sessions, other, "kat", days=1, stability=1)
        assert (await learner.calls.words(learner.profile.id, Show.all, 0)).words == []

    async def test_of_another_is_not_found(self, backend: Backend, learner: Learner) -> None:
        stranger = await a_learner(backend, 8)
        id = learner.profile.id
        for call in (
            stranger.calls.words(id, Show.all, 0),
            stranger.calls.find_words(id, "kat"),
            stranger.calls.word(id, 1),
        ):
            with pytest.raises(Refused) as refused:
                await call
            assert refused.value.code == "NotFound"

    @pytest.mark.parametrize(
        "query",
        [
            "?page=-1",
            "?page=x",
            f"?page={10**30}",
            "?show=none",
            "/search",
            "/search?sought=",
            "/search?sought=%E2%80%8B",
            f"/search?sought={'x' * 41}",
            "/x",
            "/0",
        ],
    )
    async def test_what_does_not_fit_is_422(
        self, query: str, learner: Learner, http: httpx2.AsyncClient
    ) -> None:
        response = await http.get(f"/api/v1/profiles/{learner.profile.id}/words{query}")
        assert (response.status_code, response.json()["code"]) == (422, "Invalid")


class TestSearch:
    @pytest.fixture(autouse=True)
    async def some_words(self, learner: Learner, sessions: Sessions) -> None:
        for days, lemma in enumerate(("één", "huis", "kat", "straat")):
            await knows(sessions, learner, lemma, days=days + 1, stability=1)

    @pytest.mark.parametrize(
        ("sought", "lemmas"),
        [
            ("hui", ["huis"]),
            ("een", ["één"]),
            ("STR", ["straat"]),
            ("street", ["straat"]),
            ("boom", []),
            ("zzz", []),
        ],
    )
    async def test_finds_ones_own_words(
        self, learner: Learner, sought: str, lemmas: list[str]
    ) -> None:
        out = await learner.calls.find_words(learner.profile.id, sought)
        assert [one.lemma for one in out.words] == lemmas
        assert (out.found, out.shaky) == (len(lemmas), 4)

    async def test_says_how_many_more_there_are(self, learner: Learner, sessions: Sessions) -> None:
        for number in range(12):
            await knows(sessions, learner, f"lemma{number * 10}", days=number, stability=1)
        out = await learner.calls.find_words(learner.profile.id, "lem")
        assert (len(out.words), out.found) == (10, 12)

    async def test_finds_and_shows_serbian_in_both_alphabets(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_library(language="sr"))
        learner = await a_learner(backend, 9, target="sr")
        await knows(sessions, learner, "huis", days=1, stability=1)
        id = learner.profile.id
        for sought in ("hui", "хуи"):
            [found] = (await learner.calls.find_words(id, sought)).words
            assert found.lemma == "huis"
        await learner.calls.patch_profile(id, ProfilePatch(alphabet=Alphabet.cyrillic))
        [found] = (await learner.calls.find_words(id, "hui")).words
        assert found.lemma == "хуис"


class TestOneWord:
    async def test_says_when_it_comes_back(self, learner: Learner, sessions: Sessions) -> None:
        point = await knows(sessions, learner, "huis", days=5, stability=5)
        word = await learner.calls.word(learner.profile.id, point)
        assert (word.lemma, word.meaning, word.example) == ("huis", "house", None)
        assert timedelta(days=4) < word.due - utc_now() < timedelta(days=5)

    async def test_has_a_sentence_that_was_worked_on(self, learner: Learner) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))
        [word] = (await learner.calls.words(learner.profile.id, Show.all, 0)).words

        card = await learner.calls.word(learner.profile.id, word.point_id)

        assert card.example is not None
        assert card.example.sentence == "vorm 0 goedkoop hier"
        assert card.example.meaning == "meaning 0"

    async def test_gives_no_answer_away_that_is_asked_for(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        await a_course(sessions, kinds=("type_gap",), skills=1, rounds=1)
        learner = await a_learner(backend)
        exercise = await learner.exercise()
        point = await knows(sessions, learner, "lemma0", days=1, stability=1)
        assert (await learner.calls.word(learner.profile.id, point)).example is None
        await learner.answer(exercise, wrong(exercise))
        assert (await learner.calls.word(learner.profile.id, point)).example is not None
        again = await learner.exercise(go_on=True)
        assert again.exercise_id == exercise.exercise_id
        assert (await learner.calls.word(learner.profile.id, point)).example is None

    async def test_that_was_never_met_is_no_such_word(
        self, learner: Learner, sessions: Sessions, backend: Backend
    ) -> None:
        other = await a_learner(backend, 8)
        point = await knows(sessions, other, "huis", days=1, stability=1)
        for id in (point, 2**62):
            with pytest.raises(Refused) as refused:
                await learner.calls.word(learner.profile.id, id)
            assert (refused.value.status, refused.value.code) == (404, "NoSuchWord")
