"""Pure: the shapes in which models answer about a talk. The languages are named in the prompts."""

from pydantic import BaseModel, Field

MAX_SUMMARY = 1_500
MAX_MEANING = 4_000
MAX_PRAISE = 200


class FoundError(BaseModel):
    quote: str = Field(description="Copied letter by letter from the learner's message")
    correction: str = Field(description="What replaces the quote, in the language that is learnt")
    type: str = Field(description="grammar, word, spelling, order or other")
    skill: str | None = Field(description="A key of `skills`, or null")
    reason: str = Field(description="One short sentence in the learner's native language")


class Suggestion(BaseModel):
    say: str = Field(description="A short reply, in the language that is learnt")
    meaning: str = Field(description="What it means, in the learner's native language")


class CorrectedTurn(BaseModel):
    errors: list[FoundError] = Field(description="Real mistakes only, at most four; mostly fewer")
    suggestions: list[Suggestion] = Field(description="Two replies that the learner could give")
    goal_reached: bool = Field(description="Whether the learner has reached the goal by now")


class Simplified(BaseModel):
    line: str = Field(description="The line in the language that is learnt, easier to understand")


class Translated(BaseModel):
    translation: str = Field(description="The line in the learner's native language")


class Summary(BaseModel):
    summary: str = Field(description="In English, at most 120 words")


class FoundFacts(BaseModel):
    facts: list[str] = Field(
        description="Short sentences about the learner, in their native language; mostly none"
    )


class EndCard(BaseModel):
    praise: list[str] = Field(description="Two short lines in the learner's native language")
