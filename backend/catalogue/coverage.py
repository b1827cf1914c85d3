"""Pure: is there enough of everything, and is everything explained?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import get_args

from backend.catalogue.measures import Fault, Measure, measured
from backend.catalogue.schemas import Item, Shelf
from backend.exercises.kinds.base import Content
from backend.exercises.kinds.translate import Translate
from backend.exercises.kinds.union import AnyContent
from backend.kit.text import words

EXPLAINED_IN = ("en", "ru")
"""The languages that every course speaks of itself in. Its skills may be explained in more."""

_BY_KIND: Mapping[str, type[Content]] = {
    get_args(kind.model_fields["kind"].annotation)[0]: kind
    for kind in get_args(get_args(AnyContent)[0])
}
KINDS: tuple[str, ...] = tuple(sorted(_BY_KIND))
SOUNDING = (
    frozenset(kind for kind, of in _BY_KIND.items() if of.needs_voice and not of.spoken),
    frozenset(kind for kind, of in _BY_KIND.items() if of.spoken),
)
"""What is heard, and what is said aloud."""
OF_A_KIND = 4
OF_A_SKILL, KINDS_OF_A_SKILL = 4, 2
OF_A_TOPIC = 3
TRANSLATIONS = 3
EXAMPLES = 2


def coverage(shelf: Shelf) -> list[Measure]:
    """Counts against the aims of `language.yaml`, and what every part must say of itself."""
    return [
        _exercises(shelf),
        _kinds(shelf),
        _skills(shelf),
        _topics(shelf),
        _texts(shelf),
        _scenarios(shelf),
        _explained(shelf),
        _words(shelf),
        _translations(shelf),
    ]


def by_kind_and_level(shelf: Shelf) -> Mapping[str, Counter[str]]:
    """Kind -> level -> how many."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for item in shelf.items:
        counts[item.content.kind][item.level] += 1
    return counts


def _exercises(shelf: Shelf) -> Measure:
    count, aim = len(shelf.items), shelf.language.aims.exercises
    return measured("exercises", count, f">= {aim}", _fewer("exercises", count, aim))


def _fewer(what: str, count: int, aim: int) -> Iterator[Fault]:
    if count < aim:
        yield Fault("", f"{count} {what}; the aim is {aim}")


def _kinds(shelf: Shelf) -> Measure:
    aims = shelf.language.aims
    counts = Counter(item.content.kind for item in shelf.items)
    wanted = [kind for kind in KINDS if kind not in aims.without and kind in _begun(counts)]
    faults = [
        Fault("", f"{counts[kind]} exercises of kind {kind}; {OF_A_KIND} are the least")
        for kind in wanted
        if counts[kind] < OF_A_KIND
    ]
    value = f"{len(counts)} of {len(wanted)}, least {min(counts.values(), default=0)}"
    return measured("kinds", value, f"all, each >= {OF_A_KIND}", faults)


def _begun(counts: Counter[str]) -> set[str]:
    """A course may have nothing to hear, or nothing to say; else it has every kind of that."""
    absent = {kind for group in SOUNDING if not group & counts.keys() for kind in group}
    return set(KINDS) - absent


def _grouped(items: list[Item], keys: Callable[[Item], list[str]]) -> Mapping[str, list[Item]]:
    grouped: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            grouped[key].append(item)
    return grouped


def _skills(shelf: Shelf) -> Measure:
    of = _grouped(shelf.items, lambda item: list(item.skills))
    aim = shelf.language.aims.skills
    faults = list(_fewer("skills", len(shelf.skills), aim))
    sizes = []
    for skill in shelf.skills:
        own = of.get(skill.key, [])
        kinds = {item.content.kind for item in own}
        sizes.append(len(own))
        if len(own) < OF_A_SKILL or len(kinds) < KINDS_OF_A_SKILL:
            faults.append(Fault(skill.key, f"{len(own)} exercises of {len(kinds)} kinds train it"))
    limit = f">= {aim}, each >= {OF_A_SKILL} of >= {KINDS_OF_A_SKILL} kinds"
    value = f"{len(shelf.skills)}, least {min(sizes, default=0)} exercises"
    return measured("skills", value, limit, faults)


def _topics(shelf: Shelf) -> Measure:
    of = Counter(item.topic for item in shelf.items)
    aim = shelf.language.aims.topics
    faults = list(_fewer("topics", len(shelf.topics), aim))
    faults += [
        Fault(topic.key, f"{of[topic.key]} exercises on it; {OF_A_TOPIC} are the least")
        for topic in shelf.topics
        if of[topic.key] < OF_A_TOPIC
    ]
    least = min((of[topic.key] for topic in shelf.topics), default=0)
    value = f"{len(shelf.topics)}, least {least} exercises"
    return measured("topics", value, f">= {aim}, each >= {OF_A_TOPIC}", faults)


def _texts(shelf: Shelf) -> Measure:
    levels = Counter(text.level for text in shelf.texts)
    faults = [
        Fault("", f"there is no text of {level} to read")
        for level in shelf.language.levels
        if not levels[level]
    ]
    faults += [
        Fault(text.key, f"'{word}' does not stand in: {sentence.text}")
        for text in shelf.texts
        for sentence in text.sentences
        for word in sentence.words
        if not _stands(word, sentence.text)
    ]
    for text in shelf.texts:
        faults += _lacking(text.key, "the title", text.title, EXPLAINED_IN)
        for sentence in text.sentences:
            faults += _lacking(
                text.key, f"the meaning of '{sentence.text}'", sentence.meaning, _translated(shelf)
            )
    told = ", ".join(f"{level} {levels[level]}" for level in shelf.language.levels)
    return measured("texts to read", told, "every level, each word in its sentence", faults)


def _scenarios(shelf: Shelf) -> Measure:
    aim = shelf.language.aims.scenarios
    levels = Counter(scenario.level for scenario in shelf.scenarios)
    faults = list(_fewer("scenarios", len(shelf.scenarios), aim))
    faults += [
        Fault("", f"there is no scenario of {level} to play")
        for level in shelf.language.levels
        if aim and not levels[level]
    ]
    told = ", ".join(f"{level} {levels[level]}" for level in shelf.language.levels)
    return measured("scenarios", told, f">= {aim}, of every level" if aim else "", faults)


def _stands(word: str, sentence: str) -> bool:
    """As a word, or words side by side, not as a part of one."""
    return f" {' '.join(words(word))} " in f" {' '.join(words(sentence))} "


def _translated(shelf: Shelf) -> list[str]:
    """A course needs no translations into its own language."""
    return [code for code in EXPLAINED_IN if code != shelf.language.code]


def _lacking(key: str, what: str, texts: Mapping[str, str], wanted: object) -> list[Fault]:
    assert isinstance(wanted, (list, tuple))
    missing = [code for code in wanted if not texts.get(code, "").strip()]
    return [Fault(key, f"{what} is missing in: {', '.join(missing)}")] if missing else []


def _explained(shelf: Shelf) -> Measure:
    faults: list[Fault] = []
    languages = _explained_in(shelf)
    for skill in shelf.skills:
        faults += _lacking(skill.key, "the title", skill.title, languages)
        faults += _lacking(skill.key, "the explanation", skill.text, languages)
        if len(skill.examples) != EXAMPLES:
            faults.append(Fault(skill.key, f"it needs {EXAMPLES} examples"))
        faults += [
            Fault(skill.key, f"it needs {EXAMPLES} examples translated into: {code}")
            for code in languages
            if code != shelf.language.code
            if len(skill.translations.get(code, [])) != EXAMPLES
        ]
    for topic in shelf.topics:
        faults += _lacking(topic.key, "the title", topic.title, EXPLAINED_IN)
    sound = len(shelf.skills) - len({fault.key for fault in faults} & {s.key for s in shelf.skills})
    limit = f"text and two examples, in {', '.join(languages)}"
    return measured("skills explained", f"{sound} of {len(shelf.skills)}", limit, faults)


def _explained_in(shelf: Shelf) -> list[str]:
    """A language that explains one skill has to explain them all: half a file helps nobody."""
    begun = {code for skill in shelf.skills for code in skill.title}
    return [*EXPLAINED_IN, *sorted(begun - {*EXPLAINED_IN})]


def _words(shelf: Shelf) -> Measure:
    meant = {word.lemma: word.meaning for word in shelf.words}
    faults = [
        Fault("", f"the word '{lemma}' stands twice")
        for lemma, times in Counter(word.lemma for word in shelf.words).items()
        if times > 1
    ]
    for lemma, key in _named(shelf).items():
        faults += _lacking(
            key, f"the meaning of '{lemma}'", meant.get(lemma, {}), _translated(shelf)
        )
    limit = "once each, every lemma with its meaning"
    return measured("words", len(shelf.words), limit, faults)


def _named(shelf: Shelf) -> dict[str, str]:
    """Every lemma of the course: the key of what names it first; "" for the list of words."""
    named = {lemma: item.key for item in reversed(shelf.items) for lemma in item.lemmas}
    for text in shelf.texts:
        for sentence in text.sentences:
            for lemma in sentence.words.values():
                named.setdefault(lemma, text.key)
    for word in shelf.words:
        named.setdefault(word.lemma, "")
    return named


def _translations(shelf: Shelf) -> Measure:
    sizes = {
        item.key: len(item.content.accepted)
        for item in shelf.items
        if isinstance(item.content, Translate)
    }
    faults = [
        Fault(key, f"{size} accepted translations; {TRANSLATIONS} are the least")
        for key, size in sizes.items()
        if size < TRANSLATIONS
    ]
    value = f"least {min(sizes.values(), default=0)}"
    return measured("accepted translations", value, f">= {TRANSLATIONS}", faults)
