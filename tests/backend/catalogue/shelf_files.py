"""A small sound language folder, to be broken one file at a time."""

from pathlib import Path
from typing import Any

import yaml

from tests.factories import KINDS, a_shelf, an_item, both

CODE = "nl"
EXAMPLES = ["Dit is een zin.", "Dat is een zin."]
EXERCISES = "nl/exercises/a1.yaml"


def items() -> list[dict[str, Any]]:
    return [an_item(kind, n) for n, kind in enumerate(KINDS)]


def write(root: Path, name: str, value: object) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def a_folder(root: Path, exercises: list[dict[str, Any]] | None = None) -> Path:
    """`root` with one language in it; `exercises` as their file has them."""
    shelf = a_shelf(items=[])
    write(root, "nl/language.yaml", shelf.language.model_dump(mode="json"))
    write(root, "nl/topics.yaml", [{"key": "life", "title": both("Life")}])
    skills = [
        {"key": each.key, "level": each.level.value, "examples": EXAMPLES} for each in shelf.skills
    ]
    write(root, "nl/skills.yaml", skills)
    for language in ("en", "ru"):
        said = [
            {
                "key": each.key,
                "title": each.title[language],
                "text": f"What is said of it ({language}).",
                "examples": ["one", "two"],
            }
            for each in shelf.skills
        ]
        write(root, f"nl/explained/{language}.yaml", said)
    lemmas = sorted({lemma for fields in items() for lemma in fields["lemmas"]})
    write(root, "nl/words/a.yaml", [{"lemma": x, "meaning": both(x)} for x in lemmas])
    write(root, EXERCISES, items() if exercises is None else exercises)
    return root
