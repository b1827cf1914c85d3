import pytest
from sqlalchemy import select, update

from backend.client import Backend, Refused
from backend.db import Sessions
from backend.exercises.models import Point
from backend.kit.alphabet import Alphabet
from backend.kit.levels import Level
from backend.profiles.schemas import ProfilePatch
from backend.reviews.models import Memory
from tests.backend.reports.shelves import an_explained_shelf, skill_id
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item, days_pass, right, wrong


class TestSkills:
    async def test_are_those_of_the_level_in_the_order_of_the_course(
        self, learner: Learner
    ) -> None:
        own = await learner.calls.skills(learner.profile.id)
        above = await learner.calls.skills(learner.profile.id, Level.a2)
        none = await learner.calls.skills(learner.profile.id, Level.c2)

        assert (own.level, own.levels) == (Level.a1, [Level.a1, Level.a2])
        assert [(one.title, one.strength) for one in own.skills] == [("Skill 0", 0), ("Skill 1", 0)]
        assert [one.title for one in above.skills] == ["Skill 2"]
        assert none == own

    async def test_say_how_well_each_is_known(self, learner: Learner, sessions: Sessions) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))
        met = (await learner.calls.skills(learner.profile.id)).skills
        assert [one.strength for one in met] == [1, 0]

        async with sessions.begin() as session:
            await session.execute(update(Memory).values(stability=60))

        firm = (await learner.calls.skills(learner.profile.id)).skills
        assert [one.strength for one in firm] == [3, 0]

    async def test_of_others_do_not_show(self, learner: Learner, backend: Backend) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, right(exercise))
        other = await a_learner(backend, 8)
        found = await other.calls.skills(other.profile.id)
        assert [one.strength for one in found.skills] == [0, 0]


class TestASkill:
    async def test_is_explained_with_two_examples(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        id = await skill_id(sessions, "skill-0")
        found = await learner.calls.skill(learner.profile.id, id)

        assert (found.title, found.level, found.number, found.strength) == ("Skill 0", "A1", 1, 0)
        assert found.text == "The verb comes second."
        assert [(one.text, one.translation) for one in found.examples] == [
            ("Morgen ga ik naar huis.", "Tomorrow I go home."),
            ("Ik ga morgen naar huis.", "I go home tomorrow."),
        ]
        assert found.within_reach

    async def test_comes_in_the_native_language(self, learner: Learner, sessions: Sessions) -> None:
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(native="ru"))
        found = await learner.calls.skill(learner.profile.id, await skill_id(sessions, "skill-0"))
        assert (found.title, found.text) == ("Skill 0 (ru)", "Глагол стоит вторым.")
        assert found.examples[0].translation == "Завтра я иду домой."

    async def test_is_spelled_in_the_alphabet_of_its_reader(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        serbian = {
            "title": {"en": "To be: 'sam'", "ru": "Быть: «sam»"},
            "text": {"en": "Short: 'sam'.", "ru": "Кратко: «sam»."},
            "examples": ["Ja sam iz Niša.", "Gladan sam."],
        }
        shelf = an_explained_shelf(**serbian)
        language = shelf.language.model_copy(update={"code": "sr"})
        await a_course(sessions, shelf.model_copy(update={"language": language}))
        learner = await a_learner(backend, target="sr")
        exercise = await learner.exercise()
        await learner.answer(exercise, wrong(exercise))
        while (exercise := await learner.exercise()).reason.point is None:
            await learner.answer(exercise, right(exercise))

        id = learner.profile.id
        await learner.calls.patch_profile(id, ProfilePatch(alphabet=Alphabet.cyrillic))
        found = await learner.calls.skill(id, await skill_id(sessions, "skill-0"))
        assert (found.title, found.text) == ("To be: 'сам'", "Short: 'сам'.")
        assert [one.text for one in found.examples] == ["Ја сам из Ниша.", "Гладан сам."]
        [mistake] = (await learner.calls.mistakes(id)).mistakes
        weakest, *_ = (await learner.calls.progress(id)).weakest
        again = (await learner.exercise()).reason.point
        assert mistake.title == weakest.title == again == "To be: 'сам'"

    async def test_falls_back_to_english(self, backend: Backend, sessions: Sessions) -> None:
        english = {"text": {"en": "Second."}, "translations": {"en": ["One.", "Two."]}}
        await a_course(sessions, an_explained_shelf(**english, title={"en": "Word order"}))
        learner = await a_learner(backend, native="ru")
        found = await learner.calls.skill(learner.profile.id, await skill_id(sessions, "skill-0"))
        assert (found.title, found.text) == ("Word order", "Second.")
        assert [one.translation for one in found.examples] == ["One.", "Two."]

    async def test_without_a_note_has_its_title(self, backend: Backend, sessions: Sessions) -> None:
        await a_course(sessions)
        learner = await a_learner(backend)
        found = await learner.calls.skill(learner.profile.id, await skill_id(sessions, "skill-0"))
        assert (found.title, found.text, found.examples) == ("Skill 0", None, [])

    async def test_above_the_level_is_not_within_reach(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        id = await skill_id(sessions, "skill-2")
        assert not (await learner.calls.skill(learner.profile.id, id)).within_reach
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a2))
        assert (await learner.calls.skill(learner.profile.id, id)).within_reach

    async def test_tells_of_an_open_mistake(self, learner: Learner, sessions: Sessions) -> None:
        exercise = await learner.exercise()
        await learner.answer(exercise, wrong(exercise))
        found = await learner.calls.skill(learner.profile.id, await skill_id(sessions, "skill-0"))
        assert (found.mistakes, found.strength) == (1, 1)

    async def test_that_is_a_word_or_of_another_course_is_not_found(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        await a_course(sessions, a_shelf(language="en"))
        async with sessions() as session:
            foreign = await session.scalar(select(Point.id).where(Point.language == "en"))
        for id in (await skill_id(sessions, "lemma1"), foreign, 999_999_999):
            assert id is not None
            with pytest.raises(Refused) as refused:
                await learner.calls.skill(learner.profile.id, id)
            assert refused.value.code == "NotFound"


class TestCourse:
    async def test_begins_at_the_first_skill(self, learner: Learner) -> None:
        found = await learner.calls.course(learner.profile.id)
        assert (found.number, found.total, found.skill) == (1, 3, "Skill 0")
        assert found.then == ["Skill 1", "Skill 2"]
        assert found.topics == ["Life"]
        assert (found.level, found.levels) == (Level.a1, [Level.a1, Level.a2])

    async def test_goes_on_with_the_walk_and_never_back(
        self, learner: Learner, sessions: Sessions
    ) -> None:
        numbers = []
        for _ in range(12):
            exercise = await learner.exercise(go_on=True)
            await learner.answer(exercise, right(exercise))
            numbers.append((await learner.calls.course(learner.profile.id)).number)
            await days_pass(sessions, 0)
        assert numbers == sorted(numbers)
        assert {1, 2} <= set(numbers)

    async def test_is_not_held_back_by_what_an_exercise_needs_besides(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        both = ["skill-1", "skill-0"]
        items = [an_item("fill_gap", n, skill="skill-1", skills=both) for n in range(2)]
        await a_course(sessions, a_shelf(items=items, skills=2))
        learner = await a_learner(backend)
        found = await learner.calls.course(learner.profile.id)
        assert (found.number, found.skill) == (2, "Skill 1")

    async def test_of_a_higher_level_begins_there(self, learner: Learner) -> None:
        await learner.calls.patch_profile(learner.profile.id, ProfilePatch(level=Level.a2))
        found = await learner.calls.course(learner.profile.id)
        assert (found.number, found.skill, found.then) == (3, "Skill 2", [])
