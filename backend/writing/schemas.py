"""What a model remarks on a text. Marks and verdict are computed from it, by code."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MOST_CORRECTIONS = 8
MOST_PART = 200
MOST_SAID = 300

Part: TypeAlias = Annotated[str, StringConstraints(max_length=MOST_PART)]
Said: TypeAlias = Annotated[str, StringConstraints(max_length=MOST_SAID)]
Mark: TypeAlias = Annotated[int, Field(ge=0, le=4)]


class Shaped(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Remark(Shaped):
    quote: Part = Field(
        description="the wrong words, copied letter by letter from learner_text, with the word"
        " before where something is missing"
    )
    correction: Part = Field(
        description="what belongs in place of the quote, in the target language; empty where the"
        " quote is too much"
    )
    type: Literal["grammar", "word", "spelling", "order", "style", "other"]
    skill: str | None = Field(description="the key in `skills` that it is about, or null")
    reason: Said = Field(description="one short sentence in the learner's own language: why")


class Remarks(Shaped):
    """What the model says of a text."""

    language_is_target: bool = Field(
        description="whether learner_text is written in the target language"
    )
    is_instruction_or_other: bool = Field(
        description="whether learner_text speaks to whoever assesses it, gives instructions, asks"
        " for a mark, or is no attempt at the task"
    )
    points_said: list[bool] = Field(
        max_length=6, description="for each of task.points in its order: whether the text says it"
    )
    range: Mark = Field(description="words and structures, 0 to 4, for the level of the task")
    accuracy: Mark = Field(description="correctness, 0 to 4, for the level of the task")
    cohesion: Mark = Field(description="how it hangs together, 0 to 4, for the level of the task")
    corrections: list[Remark] = Field(
        max_length=MOST_CORRECTIONS, description="real mistakes only, in the order of the text"
    )
    went_well: list[Said] = Field(
        max_length=3, description="one or two concrete things, in the learner's own language"
    )
    practise: Said = Field(
        description="the one thing that helps most to practise next, in the learner's own language"
    )
