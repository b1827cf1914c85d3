"""The rooms of what was learnt: mistakes, skills, the place in the course."""

import httpx2
import pytest

from backend.client import Backend
from backend.db import Sessions
from tests.factories import Learner, a_course, a_learner, a_shelf, an_item, wrong


class TestMistakes:
    async def test_of_one_who_made_none_are_none(self, learner: Learner) -> None:
        found = await learner.calls.mistakes(learner.profile.id)
        assert found.model_dump() == {
            "mistakes": [], "total": 0, "to_repair": 0, "page": 0, "pages": 1, "patterns": [],
            "repairs": False,
        }  # fmt: skip

    async def test_are_told_with_title_times_and_state(self, learner: Learner) -> None:
        for _ in range(2):
            exercise = await learner.exercise()
            await learner.answer(exercise, wrong(exercise))

        found = await learner.calls.mistakes(learner.profile.id)

        assert (found.total, found.to_repair) == (1, 1)
        [one] = found.mistakes
        assert (one.title, one.times, one.state, one.done_today) == (
            "Skill 0",
            2,
            "recurring",
            False,
        )
        assert (await learner.calls.progress(learner.profile.id)).to_repair == 1

    async def test_come_in_pages_of_eight_the_latest_first(
        self, backend: Backend, sessions: Sessions
    ) -> None:
        items = [an_item("fill_gap", n, skill=f"skill-{n}") for n in range(11)]
        await a_course(sessions, a_shelf(items=items, skills=11))
        learner = await a_learner(backend)
        for _ in range(11):
            exercise = await learner.exercise(go_on=True)
            await learner.answer(exercise, wrong(exercise))

        first = await learner.calls.mistakes(learner.profile.id)
        second = await learner.calls.mistakes(learner.profile.id, 1)
        beyond = await learner.calls.mistakes(learner.profile.id, 999)

        assert (len(first.mistakes), first.page, first.pages, first.total) == (8, 0, 2, 11)
        assert first.mistakes[0].title == "Skill 10"
        assert beyond == second
        told = [one.title for one in [*first.mistakes, *second.mistakes]]
        assert told == [f"Skill {n}" for n in reversed(range(11))]


ROOMS = ("mistakes", "skills", "course", "skills/1")


@pytest.mark.parametrize("room", ROOMS)
async def test_a_room_of_somebody_else_is_not_found(
    room: str, learner: Learner, backend: Backend, http: httpx2.AsyncClient
) -> None:
    other = await a_learner(backend, 8)
    response = await http.get(f"/api/v1/profiles/{other.profile.id}/{room}")
    assert (response.status_code, response.json()["code"]) == (404, "NotFound")


@pytest.mark.parametrize(
    "path",
    [
        *(f"/profiles/{id}/{room}" for id in ("0", "x", 2**63) for room in ROOMS),
        *(f"/profiles/1/skills/{id}" for id in ("0", "-1", "x", 2**63)),
        *(f"/profiles/1/mistakes?page={page}" for page in ("-1", "x", 10_000)),
        "/profiles/1/skills?level=Z9",
    ],
)
async def test_what_is_no_id_page_or_level_is_refused(
    path: str, learner: Learner, http: httpx2.AsyncClient
) -> None:
    assert (await http.get(f"/api/v1{path}")).status_code == 422


@pytest.mark.parametrize("focus", [0, -1, 2**63, "words", "", [], 1.5])
async def test_what_is_no_focus_is_refused(
    focus: object, learner: Learner, http: httpx2.AsyncClient
) -> None:
    path = f"/api/v1/profiles/{learner.profile.id}/next-action"
    response = await http.post(path, json={"focus": focus})
    assert response.status_code == 422
