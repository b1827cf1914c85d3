"""The shape that drafts of a kind are asked for in: the kind's own content, each field with words.

It is made of the content's class, so that a new kind needs no second description: what is a text in
several languages there has one field for each of them here, and every text says which language it
is in. What the content checks besides (lengths, numbers of options) its own validation checks, when
a draft becomes an exercise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model

from backend.exercises.kinds.base import Content
from backend.exercises.kinds.union import AnyContent

NAMES: Mapping[str, str] = {
    "bg": "Bulgarian",
    "en": "English",
    "nl": "Dutch",
    "ru": "Russian",
    "sr": "Serbian in Latin letters",
}
# What is the meaning of something in the course's language, and so never in that language itself.
TRANSLATED = {("Content", "meaning"), ("Translate", "text"), ("Pair", "meaning")}
_LEFT_OUT = {"kind"}

KINDS: Mapping[str, type[Content]] = {
    get_args(kind.model_fields["kind"].annotation)[0]: kind
    for kind in get_args(get_args(AnyContent)[0])
}


def named(code: str) -> str:
    return NAMES.get(code, code)


class Shaped(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Drafts(Shaped):
    """What is asked for in one call; each draft has the fields of `drafted`."""

    drafts: list[Any]


@dataclass(frozen=True)
class _Maker:
    language: str
    explained: tuple[str, ...]

    def model(self, of: type[BaseModel]) -> type[BaseModel]:
        fields: dict[str, Any] = {
            name: self._field(of, name, field.annotation)
            for name, field in of.model_fields.items()
            if name not in _LEFT_OUT
        }
        return create_model(of.__name__, __base__=Shaped, **fields)

    def _field(self, of: type[BaseModel], name: str, annotation: Any) -> tuple[Any, Any]:
        translated = any((base.__name__, name) in TRANSLATED for base in of.__mro__)
        told = self.told(translated=translated)
        return self._shape(annotation, told), Field(description=self._about(name, annotation))

    def _shape(self, annotation: Any, told: type[BaseModel]) -> Any:
        origin, arguments = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._shape(arguments[0], told)
        if origin in (Union, UnionType):
            kept = [self._shape(each, told) for each in arguments if each is not NoneType]
            return kept[0] | None
        if origin is dict:
            return told
        if origin is list:
            return list[self._shape(arguments[0], told)]  # type: ignore[misc]  # made at run time
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self.model(annotation)
        return annotation

    def _about(self, name: str, annotation: Any) -> str:
        if "dict" in str(annotation):
            return f"{name}, for the learner, in each language that is named here"
        return f"{name}, in {named(self.language)}" if "str" in str(annotation) else name

    def told(self, *, translated: bool) -> type[BaseModel]:
        """One text in the explanation languages; a translation is not given in the course's own."""
        codes = [code for code in self.explained if not (translated and code == self.language)]
        fields: dict[str, Any] = {
            code: (str, Field(description=f"in {named(code)}")) for code in codes
        }
        return create_model("Meaning" if translated else "Told", __base__=Shaped, **fields)


@lru_cache(maxsize=128)
def drafts(kind: str, language: str, explained: tuple[str, ...]) -> type[Drafts]:
    """The shape of a reply with some drafts of this kind. Raises KeyError for an unknown kind."""
    maker = _Maker(language, explained)
    word = create_model(
        "Word",
        __base__=Shaped,
        lemma=(str, Field(description=f"the form in a dictionary, in {named(language)}")),
        meaning=(maker.told(translated=True), Field(description="what it means")),
    )
    content = maker.model(KINDS[kind])
    about = f"one to four words of the exercise that are worth remembering, in {named(language)}"
    draft = create_model(
        "Drafted",
        __base__=content,
        words=(list[word], Field(description=about)),
    )
    return create_model(
        "Drafts",
        __base__=Drafts,
        drafts=(list[draft], Field(description="the exercises")),
    )


def written(reply: Drafts, most: int) -> Sequence[dict[str, Any]]:
    """Each draft as JSON, without the fields that were left empty; `most` of them."""
    return [_kept(each) for each in reply.model_dump(mode="json")["drafts"][:most]]


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _kept(each) for name, each in value.items() if each is not None}
    return [_kept(each) for each in value] if isinstance(value, list) else value
