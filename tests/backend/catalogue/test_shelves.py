"""The real catalogue, judged by the real judges."""

from random import Random

import pytest

from backend.catalogue.checks import problems
from backend.catalogue.coverage import EXPLAINED_IN
from backend.catalogue.files import languages, read
from backend.catalogue.schemas import Item, Shelf
from backend.errors import NotAnOption, WrongAnswerShape
from backend.exercises.aloud import WordSaid, WordState
from backend.exercises.grading import Judgement, Verdict
from backend.exercises.kinds.base import (
    Choice,
    Content,
    Ordered,
    Picked,
    Reasoned,
    Said,
    Spoken,
    Typed,
)
from backend.exercises.kinds.choose_stress import ChooseStress
from backend.exercises.kinds.correct_mistake import CorrectMistake
from backend.exercises.kinds.match_pairs import MatchPairs
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.order_words import OrderWords
from backend.exercises.kinds.read_text import ReadContent
from backend.exercises.kinds.say_again import SayAgain
from backend.exercises.kinds.sort_words import SortWords
from backend.exercises.kinds.type_gap import TypeGap
from backend.exercises.kinds.typed import TypedContent
from backend.exercises.kinds.write_text import WriteText
from backend.kit.text import comparable
from tests.answers import Reader

SHELVES: dict[str, Shelf] = {code: read(code)[0] for code in languages()}
ITEMS = [pytest.param(item, id=item.key) for shelf in SHELVES.values() for item in shelf.items]
NATIVES = ("en", "ru")
PROMISED = {"en": (200, 25, 12), "nl": (200, 25, 12)}
CANNOT_HAVE = {"sr": {"choose_stress"}}  # its stress is not written, and a tone besides


def because(judgement: Judgement, reasoned: Reasoned) -> bool:
    return judgement.verdict is Verdict.wrong and judgement.because == reasoned.because


@pytest.mark.parametrize("shelf", SHELVES.values(), ids=SHELVES)
class TestAShelf:
    def test_passes_its_check(self, shelf: Shelf) -> None:
        assert list(problems(shelf)) == []

    def test_aims_at_no_less_than_was_promised(self, shelf: Shelf) -> None:
        code, aims = shelf.language.code, shelf.language.aims
        aimed = (aims.exercises, aims.skills, aims.topics)
        least = PROMISED.get(code, (60, 15, 10))
        assert all(aim >= wanted for aim, wanted in zip(aimed, least, strict=True))
        assert set(aims.without) == CANNOT_HAVE.get(code, set())

    def test_names_everything_in_the_languages_of_the_interface(self, shelf: Shelf) -> None:
        titles = [topic.title for topic in shelf.topics] + [skill.title for skill in shelf.skills]
        titles.append(shelf.language.names)
        for title in titles:
            assert all(title.get(native, "").strip() for native in NATIVES)

    def test_teaches_only_at_its_levels(self, shelf: Shelf) -> None:
        levels = {item.level for item in shelf.items} | {skill.level for skill in shelf.skills}
        assert levels <= set(shelf.language.levels)


@pytest.mark.parametrize("item", ITEMS)
class TestAnExercise:
    def test_explains_itself_in_every_language_of_explanations(self, item: Item) -> None:
        reasoned = [*getattr(item.content, "wrong", []), *getattr(item.content, "slips", [])]
        for texts in (item.content.why, *(each.because for each in reasoned)):
            assert all(texts.get(native, "").strip() for native in EXPLAINED_IN)

    def test_judges_its_key_correct_and_every_known_fault_wrong_for_its_reason(
        self, item: Item
    ) -> None:
        content, reader = item.content, reader_of(item)
        match content:
            case CorrectMistake():
                judge_mending(content, reader)
            case Options():
                judge_options(content, reader)
            case OrderWords():
                judge_orders(content, reader)
            case SayAgain():
                judge_said_again(content, reader)
            case TypedContent():
                judge_typed(content, reader)
            case WriteText():
                judge_written(content, reader)
            case _:
                judge_parts(content, reader)

    def test_shows_itself_without_its_key(self, item: Item) -> None:
        for seed in range(3):
            for native in NATIVES if item.content.source is None else item.content.source:
                shown_without_key(item.content, seed, native)

    def test_takes_no_for_no_answer_to_nothing(self, item: Item) -> None:
        with pytest.raises((NotAnOption, WrongAnswerShape)):
            item.content.judge(Typed(text="?!"), range(item.content.parts()), reader_of(item))

    def test_gives_hints_that_do_not_give_the_answer_away(self, item: Item) -> None:
        order = item.content.shuffled(Random(item.key))
        for native in NATIVES:
            for hint in item.content.hints(order, native):
                assert read_as(item, hint.text) != read_as(item, item.content.right)


def read_as(item: Item, text: str) -> str:
    """Capitals are all that tells one option of a stress from another."""
    return text if isinstance(item.content, ChooseStress) else comparable(text)


def reader_of(item: Item) -> Reader:
    return Reader(target=item.key.split("-")[0])


def judge_mending(content: CorrectMistake, reader: Reader) -> None:
    order = content.shuffled(Random(content.right))
    place = [comparable(word) for word in content.sentence.split()].index(
        comparable(content.mistake)
    )
    for index, part in enumerate(order):
        judged = content.judge(Picked(picks=[place, index]), order, reader)
        if part == 0:
            assert judged.verdict is Verdict.correct
        else:
            assert because(judged, content.wrong[part - 1])
    for text in (content.answer, content.right):
        assert content.judge(Typed(text=text), order, reader).verdict is Verdict.correct


def judge_parts(content: Content, reader: Reader) -> None:
    """The right parts are in the order in which the content has them."""
    order = list(range(content.parts()))
    right: list[Said]
    match content:
        case ChooseStress():
            right = [Choice(index=content.stressed - 1)]
        case MatchPairs():
            right = [Picked(picks=list(range(len(content.pairs))))]
        case SortWords():
            groups = [n for n, group in enumerate(content.groups) for _ in group.words]
            right = [Picked(picks=groups)]
        case _:
            assert isinstance(content, ReadContent)
            right = [Picked(picks=[0] * len(content.questions))]
    assert content.judge(right[0], order, reader).verdict is Verdict.correct


def judge_options(content: Options, reader: Reader) -> None:
    order = content.shuffled(Random(comparable(content.right)))
    for index, part in enumerate(order):
        judged = content.judge(Choice(index=index), order, reader)
        if part == 0:
            assert judged.verdict is Verdict.correct
        else:
            assert because(judged, content.wrong[part - 1])
    for option in content.wrong:
        assert because(content.judge(Typed(text=option.text.upper()), order, reader), option)


def judge_orders(content: OrderWords, reader: Reader) -> None:
    order = list(range(content.parts()))
    for text in content.accepted:
        assert content.judge(taps(content, text), order, reader).verdict is Verdict.correct
        assert content.judge(Typed(text=text), order, reader).verdict is Verdict.correct
    for slip in content.slips:
        assert because(content.judge(Typed(text=slip.text), order, reader), slip)


def taps(content: OrderWords, text: str) -> Ordered:
    """The chips in the order that makes the text."""
    left = {index: comparable(chip) for index, chip in enumerate(content.chips)}
    rest, order = comparable(text), []
    while rest:
        found = max(
            (i for i, chip in left.items() if f"{rest} ".startswith(f"{chip} ")),
            key=lambda index: len(left[index]),
        )
        order.append(found)
        rest = rest.removeprefix(left.pop(found)).strip()
    return Ordered(order=order)


def spoken(text: str, *words: WordSaid) -> Spoken:
    return Spoken(recording_id=1, text=text, transcript=text, words=list(words))


def judge_said_again(content: SayAgain, reader: Reader) -> None:
    for state, verdict in ((WordState.said, Verdict.correct), (WordState.missing, Verdict.wrong)):
        words = (WordSaid(text=word, state=state) for word in content.text.split())
        assert content.judge(spoken(content.text, *words), [], reader).verdict is verdict


def judge_typed(content: TypedContent, reader: Reader) -> None:
    def judge(text: str) -> Judgement:
        said = spoken(text) if content.spoken else Typed(text=text)
        return content.judge(said, [], reader)

    for text in content.accepted:
        for way in (text, text.upper(), f" {text.rstrip('.!?')} ", text.replace("'", "’")):
            assert judge(way).verdict is Verdict.correct, way
        if isinstance(content, TypeGap):
            whole = content.model_copy(update={"accepted": [text]}).right
            assert judge(whole).verdict is Verdict.correct, whole
    for slip in content.slips:
        assert because(judge(slip.text), slip), slip.text


def judge_written(content: WriteText, reader: Reader) -> None:
    """No rule can say how good a text is; a few words are none."""
    assert content.judge(Typed(text=content.model), [], reader).verdict is Verdict.unsure
    with pytest.raises(NotAnOption):
        content.judge(Typed(text=" ".join(content.model.split()[:3])), [], reader)


def shown_without_key(content: Content, seed: int, native: str) -> None:
    order = content.shuffled(Random(seed))
    assert sorted(order) == list(range(content.parts()))
    shown = content.show(order, native)
    text = f" {comparable(shown.model_dump_json(exclude={'options', 'kind'}))} "
    answers = getattr(content, "accepted", None) or [getattr(content, "answer", "")]
    if isinstance(content, TypeGap):
        assert f" {comparable(content.right)} " not in text
    else:
        assert not [each for each in answers if len(each) > 4 and f" {comparable(each)} " in text]
    if isinstance(content, OrderWords):
        chips = [*content.chips, *content.spare]
        begun = comparable(" ".join(chips[part] for part in order))
        assert begun not in {comparable(each) for each in content.accepted}
