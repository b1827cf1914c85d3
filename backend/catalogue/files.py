"""Reads a language's folder. Every mistake is told with file, line and reason, all at once.

<language>/language.yaml      one mapping
<language>/topics.yaml        a list
<language>/skills.yaml        a list, in the order of the course
<language>/explained/*.yaml   a list for each explanation language, named by it
<language>/words/*.yaml       lists: lemmas and what they mean
<language>/texts/*.yaml       lists: texts to read
<language>/exercises/*.yaml   lists; the fields of an `Item` and of its content stand side by side
<language>/voices.yaml        one mapping: who speaks in what is generated
<language>/scenarios/*.yaml   lists: scenarios to be played
<language>/manners.yaml       one mapping: what every partner says; needed where there are scenarios
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from backend.catalogue.scenarios import Manners, Play, Scenario
from backend.catalogue.schemas import (
    Explanation,
    Item,
    Language,
    ReadingText,
    Shelf,
    Skill,
    SkillLine,
    Topic,
    Voices,
    Word,
)
from backend.exercises.kinds.union import CONTENT

HERE = Path(__file__).parent
# Ten times as fast where the library was built with it, as all of its wheels are.
_FAST: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
ENVELOPE = {"key", "level", "topic", "skills", "lemmas", "rare"}

T = TypeVar("T", bound=BaseModel)


class CatalogueError(Exception):
    """What is wrong with the files, one line each: `path:line: reason`."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def languages(root: Path = HERE) -> list[str]:
    return sorted(path.parent.name for path in root.glob("*/language.yaml"))


def read(code: str, root: Path = HERE) -> tuple[Shelf, dict[str, str]]:
    """A language's shelf, and where each exercise stands: key -> "file:line".

    Raises CatalogueError with every problem found in the folder.
    """
    reader = _Reader(root)
    folder = root / code
    language = reader.read(folder / "language.yaml", Language.model_validate, single=True)
    topics = reader.read(folder / "topics.yaml", Topic.model_validate)
    skills = _skills(reader, folder)
    words = reader.read_all(folder / "words", Word.model_validate)
    texts = reader.read_all(folder / "texts", ReadingText.model_validate)
    items = reader.read_all(folder / "exercises", item)
    played = _scenarios(reader, folder)
    if language and language[0].code != code:
        reader.problems.append(f"{code}/language.yaml:1: the folder of '{language[0].code}'?")
    if reader.problems:
        raise CatalogueError(reader.problems)
    shelf = Shelf(
        language=language[0],
        topics=topics,
        skills=skills,
        items=items,
        words=words,
        texts=texts,
        scenarios=played,
    )
    return shelf, reader.places


def scenarios(code: str, root: Path = HERE) -> list[Scenario]:
    """The scenarios of a language alone. Raises CatalogueError."""
    reader = _Reader(root)
    played = _scenarios(reader, root / code)
    if reader.problems:
        raise CatalogueError(reader.problems)
    return played


def voices(code: str, root: Path = HERE) -> Voices:
    """Who speaks in what is generated, and how. Raises CatalogueError."""
    reader = _Reader(root)
    found = reader.read(root / code / "voices.yaml", Voices.model_validate, single=True)
    if reader.problems:
        raise CatalogueError(reader.problems)
    return found[0]


def _scenarios(reader: "_Reader", folder: Path) -> list[Scenario]:
    """Each in its language, with the manners of all."""
    plays = reader.read_all(folder / "scenarios", Play.model_validate)
    if not plays:
        return []
    manners = reader.read(folder / "manners.yaml", Manners.model_validate, single=True)
    return [
        Scenario(**dict(play), language=folder.name, manners=manners[0])
        for play in plays
        if manners
    ]


def _skills(reader: "_Reader", folder: Path) -> list[Skill]:
    """The skills, with what every explanation language says of them."""
    lines = reader.read(folder / "skills.yaml", SkillLine.model_validate)
    said: dict[str, dict[str, Explanation]] = defaultdict(dict)
    for path in sorted((folder / "explained").glob("*.yaml")):
        for entry in reader.read(path, Explanation.model_validate):
            said[entry.key][path.stem] = entry
            if entry.key not in {line.key for line in lines}:
                place = path.relative_to(folder.parent)
                reader.problems.append(f"{place}:1: no skill is called '{entry.key}'")
    return [
        Skill(
            key=line.key,
            level=line.level,
            title={language: entry.title for language, entry in said[line.key].items()},
            text={language: entry.text for language, entry in said[line.key].items()},
            examples=line.examples,
            translations={language: entry.examples for language, entry in said[line.key].items()},
        )
        for line in lines
    ]


def item(fields: dict[str, Any]) -> Item:
    content = {name: value for name, value in fields.items() if name not in ENVELOPE}
    envelope = {name: value for name, value in fields.items() if name in ENVELOPE}
    return Item(**envelope, content=CONTENT.validate_python(content))


class _Reader:
    def __init__(self, root: Path) -> None:
        self._root = root
        self.problems: list[str] = []
        self.places: dict[str, str] = {}

    def read(self, path: Path, make: Callable[[Any], T], *, single: bool = False) -> list[T]:
        made = []
        for node, value in self._entries(path, single=single):
            place = self._place(path, node.start_mark)
            if not isinstance(value, dict):
                self.problems.append(f"{place}: every entry is a mapping")
                continue
            try:
                entry = make(value)
            except ValidationError as error:
                self.problems += [f"{place}: {_reason(problem)}" for problem in error.errors()]
                continue
            made.append(entry)
            self.places.setdefault(str(getattr(entry, "key", path.stem)), place)
        return made

    def read_all(self, folder: Path, make: Callable[[Any], T]) -> list[T]:
        return [entry for path in sorted(folder.glob("*.yaml")) for entry in self.read(path, make)]

    def _place(self, path: Path, mark: yaml.Mark | None) -> str:
        return f"{path.relative_to(self._root)}:{1 if mark is None else mark.line + 1}"

    def _entries(self, path: Path, *, single: bool) -> Iterator[tuple[yaml.Node, Any]]:
        try:
            entries = _parsed(path.read_text(encoding="utf-8"), single=single)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            place = self._place(path, getattr(error, "problem_mark", None))
            self.problems.append(f"{place}: {' '.join(str(error).split())}")
            return
        if not entries:
            self.problems.append(f"{self._place(path, None)}: nothing to read here")
        for node, _ in entries:
            self.problems += [
                f"{self._place(path, key.start_mark)}: '{key.value}' stands here twice"
                for key in _repeated(node)
            ]
        yield from entries


def _parsed(text: str, *, single: bool) -> list[tuple[yaml.Node, Any]]:
    try:
        return _parsed_by(_FAST, text, single=single)
    except yaml.YAMLError:
        # The slow one says better what is wrong, and where.
        return _parsed_by(yaml.BaseLoader, text, single=single)


def _parsed_by(
    load: type[yaml.BaseLoader], text: str, *, single: bool
) -> list[tuple[yaml.Node, Any]]:
    # A base loader: every scalar is a text, so that the word `no` stays a word.
    loader = load(text)
    nodes = _nodes(loader.get_single_node(), single=single)
    return [(node, loader.construct_document(node)) for node in nodes]


def _nodes(root: yaml.Node | None, *, single: bool) -> list[yaml.Node]:
    if single:
        return [] if root is None else [root]
    return root.value if isinstance(root, yaml.SequenceNode) else []


def _repeated(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The names that a mapping, here or further in, has for the second time."""
    if isinstance(node, yaml.SequenceNode):
        yield from (key for inner in node.value for key in _repeated(inner))
    if isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value]
        yield from (key for n, (key, _) in enumerate(node.value) if key.value in names[:n])
        yield from (key for _, inner in node.value for key in _repeated(inner))


def _reason(problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"])
    return f"{where}: {problem['msg']}" if where else str(problem["msg"])
