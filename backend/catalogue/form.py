"""Pure: may a learner who does not know the language guess the key by how it looks?"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from backend.catalogue.measures import Fault, Measure, measured, percent
from backend.catalogue.schemas import Item, Shelf
from backend.catalogue.stopwords import STOPWORDS
from backend.exercises.kinds.base import GAP
from backend.exercises.kinds.choose_sentence import ChooseSentence
from backend.exercises.kinds.choose_stress import ChooseStress
from backend.exercises.kinds.choose_word import ChooseWord
from backend.exercises.kinds.complete_dialogue import CompleteDialogue
from backend.exercises.kinds.correct_mistake import CorrectMistake
from backend.exercises.kinds.fill_gap import FillGap
from backend.exercises.kinds.hear_story import HearStoryShown
from backend.exercises.kinds.options import Options
from backend.exercises.kinds.read_text import ReadContent, ReadTextShown
from backend.kit.text import words

SHOWINGS = 200
SEVERAL = 3
# A third and a little, over all items of three options and more.
MOST_AT_A_PLACE = 0.35
# Without a look at the sentence, the longest of k options is right once in k; more is a tell.
STANDS_OUT = 1.5
FEW = 20
CONTENT_WORD, STEM = 4, 5
# Where options are whole sentences or answers, a word that only the key takes up points at it.
# In grammar items (fill_gap, correct_mistake) it is the grammar that decides.
ECHO_TELLS = ("choose_word", "complete_dialogue", "hear_story", "read_text")
# Two options are what such listening is trained with: many sounds have one neighbour only, and a
# third word that nobody takes for the other two would be no option. Half of the answers may be
# guessed; the monitor of quality counts with that (`quality.tally`: the chance of 1 in 2).
PAIRED = "minimal_pair"


@dataclass(frozen=True)
class Choosing:
    """One choice: `asked` is what stands above the options in the target language."""

    key: str
    kind: str
    asked: str
    answer: str
    wrong: list[str]

    @property
    def options(self) -> int:
        return 1 + len(self.wrong)


def form(shelf: Shelf) -> list[Measure]:
    choosing = [each for item in shelf.items for each in choices(item, shelf.language.code)]
    return [
        *_places(shelf.items),
        _two(choosing),
        _length(choosing, "longest"),
        _length(choosing, "shortest"),
        _echoes(choosing, STOPWORDS.get(shelf.language.code, frozenset())),
    ]


def choices(item: Item, language: str) -> list[Choosing]:
    content, kind = item.content, item.content.kind
    if isinstance(content, ReadContent):
        return [
            Choosing(item.key, kind, q.question, q.answer, [option.text for option in q.wrong])
            for q in content.questions
        ]
    if isinstance(content, Options):
        wrong = [option.text for option in content.wrong]
        return [Choosing(item.key, kind, _asked(content, language), content.answer, wrong)]
    return []


def _asked(content: Options, language: str) -> str:
    match content:
        case ChooseWord():
            return content.question.get(language, "")
        case ChooseSentence():
            return (content.situation or {}).get(language, "")
        case CompleteDialogue():
            return " ".join(turn.text.replace(GAP, " ") for turn in content.turns)
        case FillGap():
            return content.sentence.replace(GAP, " ")
        case CorrectMistake():
            return content.sentence.replace(content.mistake, " ")
        case _:
            return ""


def _places(items: list[Item]) -> Iterator[Measure]:
    """Where the key is shown, by number of options: what learners see, not how files are written.

    Each item is shown 200 times, as a press shows it, by a chance that its key seeds.
    """
    at: dict[int, Counter[int]] = defaultdict(Counter)
    for item in items:
        chance = Random(item.key)
        for _ in range(SHOWINGS):
            for options, place in _shown_at(item, item.content.shuffled(chance)):
                at[options][place] += 1
    for options, counts in sorted(at.items()):
        told = " · ".join(percent(counts[place], counts.total()) for place in range(options))
        yield measured(f"key by place, of {options}", told)
    several = sum((counts for options, counts in at.items() if options >= SEVERAL), Counter())
    yield _most_at_a_place(several)


def _shown_at(item: Item, order: list[int]) -> Iterator[tuple[int, int]]:
    content = item.content
    shown = content.show(order, "en")
    if isinstance(content, ReadContent) and isinstance(shown, ReadTextShown | HearStoryShown):
        for own, question in zip(content.questions, shown.questions, strict=True):
            yield len(question.options), question.options.index(own.answer)
    elif isinstance(content, Options | ChooseStress):
        key = content.answer if isinstance(content, Options) else content.right
        options = shown.model_dump(include={"options"})["options"]
        yield len(options), options.index(key)


def _most_at_a_place(counts: Counter[int]) -> Measure:
    limit = f"<= {MOST_AT_A_PLACE:.0%} at a place"
    if not counts:
        return measured("key by place, of 3 and more", "none", limit)
    place, times = counts.most_common(1)[0]
    value = f"{percent(times, counts.total())} at place {place + 1}"
    faults = []
    if times > MOST_AT_A_PLACE * counts.total():
        faults.append(Fault("", f"the key stands at place {place + 1} in {value[:6]} of showings"))
    return measured("key by place, of 3 and more", value, limit, faults)


def _two(choosing: list[Choosing]) -> Measure:
    faults = [
        Fault(each.key, "two options are a coin's toss")
        for each in choosing
        if each.options < SEVERAL and each.kind != PAIRED
    ]
    return measured("choices of two options", len(faults), "0", faults)


def _length(choosing: list[Choosing], how: str) -> Measure:
    def alone(each: Choosing) -> bool:
        key, wrong = len(each.answer), [len(text) for text in each.wrong]
        return key > max(wrong) if how == "longest" else key < min(wrong)

    times = sum(alone(each) for each in choosing)
    expected = sum(1 / each.options for each in choosing)
    faults = []
    if len(choosing) >= FEW and times > expected * STANDS_OUT:
        text = f"the key is the {how} of its options {times} times; chance is {expected:.0f}"
        faults.append(Fault("", text))
    value = f"{times} of {len(choosing)} (chance {expected:.0f})"
    return measured(f"key alone the {how}", value, f"<= {STANDS_OUT} x chance", faults)


def _echoes(choosing: list[Choosing], stop: frozenset[str]) -> Measure:
    """A fault only where nothing else sounds like the question: one wrong option with an echo of
    its own is enough to make listening for echoes useless.
    """
    asking = [each for each in choosing if stems(each.asked, stop)]
    echoing = [each for each in asking if echo(each, stop)]
    faults = [
        Fault(
            each.key,
            f"only the key takes up '{', '.join(sorted(echo(each, stop)))}' of: "
            f"{' '.join(each.asked.split())}",
        )
        for each in echoing
        if each.kind in ECHO_TELLS and not _echoed_by_wrong(each, stop)
    ]
    value = f"{percent(len(echoing), len(asking))}, {len(faults)} certain"
    return measured("key repeats a word of the question", value, "0 certain", faults)


def stems(text: str, stop: frozenset[str]) -> set[str]:
    """The first five letters of every content word."""
    return {
        word[:STEM]
        for word in words(text)
        if len(word) >= CONTENT_WORD and word not in stop and word.isalpha()
    }


def echo(each: Choosing, stop: frozenset[str]) -> set[str]:
    """What the key, and no wrong option, has in common with the question."""
    in_wrong = {stem for text in each.wrong for stem in stems(text, stop)}
    return stems(each.asked, stop) & stems(each.answer, stop) - in_wrong


def _echoed_by_wrong(each: Choosing, stop: frozenset[str]) -> bool:
    asked, key = stems(each.asked, stop), stems(each.answer, stop)
    return any(asked & stems(text, stop) - key for text in each.wrong)
