"""The scenarios of the courses, and what is told of broken ones."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from backend.catalogue.coverage import EXPLAINED_IN
from backend.catalogue.dialogues import phrases_of, ways
from backend.catalogue.files import HERE, CatalogueError, languages, scenarios
from backend.catalogue.load import checked
from backend.catalogue.scenarios import Scenario
from backend.exercises.tongues.registry import tongue_of
from backend.kit.levels import Level
from backend.tutor.scenarios import scenario, scenarios_of
from tests.backend.catalogue.shelf_files import CODE, a_folder, write
from tests.factories import both

FILE = "nl/scenarios/a.yaml"
PLAYED = [
    pytest.param(each, id=each.key) for language in languages() for each in scenarios_of(language)
]


class TestTheScenariosOfACourse:
    @pytest.mark.parametrize("language", languages())
    def test_are_at_least_twelve_and_of_every_level(self, language: str) -> None:
        found = scenarios_of(language)
        assert len(found) >= 12
        assert {each.level for each in found} == {Level.a1, Level.a2, Level.b1}
        assert [each.level.rank for each in found] == sorted(each.level.rank for each in found)

    def test_are_the_same_situations_in_every_language(self) -> None:
        situations = {
            tuple(each.key.split("-", 1)[1] for each in scenarios_of(language))
            for language in languages()
        }
        assert len(situations) == 1

    def test_are_found_by_their_key(self) -> None:
        found = scenario("sr-cafe", "sr")
        assert found is not None
        assert found.language == "sr"
        assert scenario("sr-cafe", "nl") is None
        assert scenarios_of("xx") == ()

    @pytest.mark.parametrize("played", PLAYED)
    def test_take_five_to_eight_replies_on_every_way(self, played: Scenario) -> None:
        assert min(ways(played)) >= 5
        assert max(ways(played)) <= 8

    @pytest.mark.parametrize("played", PLAYED)
    def test_are_told_in_the_languages_of_explanations(self, played: Scenario) -> None:
        told = [played.title, played.goal, played.scene, played.roles.tutor, played.roles.learner]
        told += [texts for step in played.steps for texts in (step.hint, step.praise)]
        assert all(set(EXPLAINED_IN) <= texts.keys() for texts in told)

    @pytest.mark.parametrize("played", PLAYED)
    def test_speak_the_alphabet_of_their_language(self, played: Scenario) -> None:
        for phrase in phrases_of(played):
            letters = {char for char in phrase.say.replace("{phrase}", "") if char.isalpha()}
            cyrillic = {char for char in letters if "\u0400" <= char <= "\u04ff"}
            assert cyrillic == (letters if tongue_of(played.language).cyrillic else set()), phrase
            assert not any("\u0400" <= char <= "\u04ff" for char in phrase.meaning.get("en", ""))
            assert not phrase.meaning["ru"].isascii() or phrase.meaning["ru"] == "555 01 23."


def a_phrase(text: str) -> dict[str, Any]:
    return {"say": text, "meaning": both(text)}


def an_intent(key: str, word: str, then: str) -> dict[str, Any]:
    return {"key": key, "chip": a_phrase(f"Graag {word}."), "accept": [word], "then": then}


NO_CHIP = {"key": "other", "accept": ["melk"], "then": "step-3"}


def a_play(**fields: Any) -> dict[str, Any]:
    """Five steps, each with two intents that lead to the next."""
    keys = [f"step-{n}" for n in range(5)] + ["bye"]
    steps = [
        {
            "key": key,
            "lines": [a_phrase("Wat wilt u?")],
            "rephrase": a_phrase("Koffie of thee?"),
            "hint": both("Order."),
            "praise": both("Ordered."),
            "intents": [
                an_intent("coffee", "koffie", then),
                an_intent("tea", "thee", then),
            ],
        }
        for key, then in pairwise(keys)
    ]
    return {
        "key": "nl-a",
        "level": "A1",
        "emoji": "☕",
        "title": both("At the café"),
        "scene": both("A café."),
        "roles": {"tutor": both("the waiter"), "learner": both("a guest")},
        "goal": both("Order."),
        "opening": a_phrase("Hallo!"),
        "phrases": [a_phrase("Een koffie.")] * 3,
        "steps": steps,
        "ends": [{"key": "bye", "lines": [a_phrase("Dag!")]}],
        **fields,
    }


MANNERS = {
    "negations": ["geen"],
    "contrasts": ["maar"],
    "again": ["herhalen"],
    "puzzled": [a_phrase("Wat zegt u?")],
    "repeating": [a_phrase("Natuurlijk!")],
    "helping": [a_phrase("Zeg maar: {phrase}")],
}


def a_course(root: Path, *plays: dict[str, Any]) -> Path:
    write(a_folder(root), FILE, list(plays))
    write(root, "nl/manners.yaml", MANNERS)
    return root


def refusal(root: Path) -> list[str]:
    with pytest.raises(CatalogueError) as refused:
        checked(CODE, root)
    return refused.value.problems


def lead(step: int, then: str) -> Callable[[dict[str, Any]], None]:
    return lambda play: play["steps"][step]["intents"][0].update(then=then)


def change(step: int, **fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda play: play["steps"][step].update(fields)


def intend(**fields: Any) -> Callable[[dict[str, Any]], None]:
    return lambda play: play["steps"][1]["intents"][0].update(fields)


class TestABrokenScenario:
    def test_a_sound_one_is_not_refused(self, tmp_path: Path) -> None:
        (found,) = checked(CODE, a_course(tmp_path, a_play())).scenarios
        assert ways(found) == {5}

    @pytest.mark.parametrize(
        ("spoil", "reason"),
        [
            (lambda play: play.pop("goal"), "goal: Field required"),
            (lambda play: play.update(level="Z1"), "level: Input should be 'A1'"),
            (lambda play: play.update(title={"en": "x"}), "not told in ('en', 'ru')"),
            (lambda play: play["steps"].pop(), "steps: List should have at least 5 items"),
            (change(2, key="step-1"), "two places are called 'step-1'"),
            (change(2, key="step-9"), "no later place: 'step-2'"),
            (change(2, hint={"en": "x"}), "not told in ('en', 'ru')"),
            (change(2, intents=[an_intent("tea", "thee", "step-3")]), "at least 2 items"),
            (
                change(2, intents=[an_intent("tea", "thee", "step-3"), NO_CHIP]),
                "'step-2' has 1 chips; 2 or 3 fit",
            ),
            (lead(1, "step-0"), "'coffee' of 'step-1' leads to no later place: 'step-0'"),
            (lead(1, "step-1"), "leads to no later place"),
            (lead(1, "nowhere"), "leads to no later place: 'nowhere'"),
            (lead(0, "bye"), "a way through it takes 1 turns"),
            (intend(accept=["melk"]), "the chip of 'coffee' at 'step-1' is not understood"),
            (intend(accept=["geen koffie"]), "is not understood: Graag koffie."),
            (intend(accept=["?!"]), "nothing fits '?!'"),
            (intend(accept=[]), "'coffee' of 'step-1' accepts nothing"),
            (
                intend(chip=a_phrase("Graag koffie, " * 3)),
                "chip.say: String should have at most 40",
            ),
            (intend(chip={"say": "Koffie", "meaning": {"en": "x"}}), "the meaning is missing"),
            (
                intend(chip={"say": "Koffie", "meaning": {**both("x"), "nl": "x"}}),
                "given in the language of the course: Koffie",
            ),
        ],
    )
    def test_is_told_with_its_file_its_line_and_its_reason(
        self, spoil: Callable[[dict[str, Any]], None], reason: str, tmp_path: Path
    ) -> None:
        play = a_play()
        spoil(play)
        found = refusal(a_course(tmp_path, play))
        assert any(each.startswith(f"{FILE}:1: ") and reason in each for each in found), found

    def test_is_told_at_its_own_line(self, tmp_path: Path) -> None:
        broken = a_play(key="nl-b", level="Z1")
        (found,) = refusal(a_course(tmp_path, a_play(), broken))
        lines = (tmp_path / FILE).read_text().splitlines()
        assert found.startswith(f"{FILE}:{1 + lines.index('- key: nl-b')}: ")

    def test_two_of_one_name_are_told(self, tmp_path: Path) -> None:
        found = refusal(a_course(tmp_path, a_play(), a_play()))
        assert any("two scenarios are called 'nl-a'" in each for each in found)

    def test_needs_the_manners_of_its_language(self, tmp_path: Path) -> None:
        root = a_course(tmp_path, a_play())
        (root / "nl" / "manners.yaml").unlink()
        assert any("nl/manners.yaml:1: " in each for each in refusal(root))

    def test_manners_must_have_a_place_for_the_phrase(self, tmp_path: Path) -> None:
        root = a_course(tmp_path, a_play())
        write(root, "nl/manners.yaml", {**MANNERS, "helping": [a_phrase("Zeg maar iets.")]})
        assert any("no place for {phrase}" in each for each in refusal(root))

    def test_a_course_without_scenarios_needs_no_manners(self, tmp_path: Path) -> None:
        assert checked(CODE, a_folder(tmp_path)).scenarios == []
        assert scenarios(CODE, tmp_path) == []


def test_a_file_is_named_after_its_scenario() -> None:
    for language in languages():
        for each in scenarios_of(language):
            name = each.key.removeprefix(f"{language}-")
            assert (HERE / language / "scenarios" / f"{name}.yaml").is_file()
