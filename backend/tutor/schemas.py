"""A talk with the tutor, as the API tells of it."""

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from backend.attempts.schemas import FeedbackOut
from backend.exercises.kinds.base import Typed
from backend.exercises.kinds.type_gap import TypeGapShown
from backend.kit.levels import Level

MAX_SAID = 1000  # characters of one message of the learner
MAX_FACT = 200
MOST_FACTS = 100
FACTS_A_PAGE = 8
MOST_WAITING = 3  # messages that wait for their reply

ScenarioKey: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,64}$")]
MessageKey: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,64}$")]


class Phase(StrEnum):
    """open → task → ended: after the talk one exercise may be left."""

    open = "open"
    task = "task"
    ended = "ended"


class TurnState(StrEnum):
    """waiting → written → told; failed where nobody could reply."""

    waiting = "waiting"
    written = "written"  # the reply is whole, and on its way to the chat
    told = "told"
    failed = "failed"


class Trouble(StrEnum):
    """Why no model replied."""

    away = "away"
    budget = "budget"  # what this learner may spend in a day is spent


class TalkIn(BaseModel):
    """None: about anything, which takes a model."""

    model_config = ConfigDict(extra="forbid")

    scenario: ScenarioKey | None = None


class SaidIn(BaseModel):
    """`key` names the message: the same key is the same message."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[
        str, BeforeValidator(lambda text: Typed(text=text).text), Field(max_length=MAX_SAID)
    ]
    key: MessageKey


class ChipIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=0, le=9)


class PlaceIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    message_id: int = Field(gt=0, lt=2**53)


class MendedOut(BaseModel):
    """What was said, how it is right, and why, in the learner's native language.

    `fuller`: what was said is no mistake, `right` says it in full, and `because` is what it means.
    """

    wrong: str
    right: str
    because: str | None
    fuller: bool = False


class PhraseOut(BaseModel):
    say: str
    meaning: str | None


class HintOut(BaseModel):
    """What could be said now, in the target language, and what is told about it."""

    about: str | None
    phrases: list[PhraseOut]


class TurnOut(BaseModel):
    """`number` counts from 0, the opening. `meaning` is there once it was asked for; `mistakes` are
    of what the learner said; `live`: the talk goes on, and nothing was said after it. `chips` are
    replies to tap, `message_id` is where the turn stands in the chat. `hint` is told with the
    reply, to whoever asked to hear it again; `translatable`: its meaning can be had; `audible`:
    somebody can read it aloud."""

    id: int
    conversation_id: int
    number: int
    said: str
    state: TurnState
    trouble: Trouble | None
    reply: str | None
    meaning: str | None
    mistakes: list[MendedOut]
    chips: list[str]
    guided: bool
    stopped: bool
    live: bool
    goal_reached: bool
    message_id: int | None
    hint: HintOut | None = None
    translatable: bool = True
    audible: bool = False


class TalkOut(BaseModel):
    """A talk and its newest turn. `title`, `scene`, `role` (the learner's), `goal` and `phrases`
    are of its scenario; a talk about anything has none. `left_behind` is the message with the
    buttons of the talk that ended when this one began."""

    id: int
    target: str
    guided: bool
    phase: Phase
    title: str | None
    scene: str | None
    role: str | None
    goal: str | None
    phrases: list[PhraseOut]
    turn: TurnOut
    left_behind: int | None = None


class ScenarioLine(BaseModel):
    key: str
    level: Level
    emoji: str
    title: str


class RoomOut(BaseModel):
    """What can be talked about. `can_talk`: a model is there for a talk about anything.

    `left` is the talk that was left in the middle; `facts` are remembered of this person.
    """

    target: str
    level: Level
    levels: list[Level]
    can_talk: bool
    scenarios: list[ScenarioLine]
    left: TalkOut | None
    facts: int


class TranslationOut(BaseModel):
    """`talk` where the turn is its opening; `pending`: it will be told in the turn's message."""

    turn: TurnOut
    talk: TalkOut | None
    pending: bool


class CardOut(BaseModel):
    """What a talk ended with. `turns` and `words` are the learner's; `praise` is what went well, in
    their native language; `task` an exercise on what they said, to be typed."""

    conversation_id: int
    title: str | None
    turns: int
    words: int
    goal_reached: bool
    praise: list[str]
    mistakes: list[MendedOut]
    task: TypeGapShown | None


class EndOut(BaseModel):
    """`card` is None while it is written: it will be told in a message of its own.

    `conversation_id` is what typed messages go to now: the exercise of the card, or nothing.
    `again`: the talk had ended before.
    """

    card: CardOut | None
    conversation_id: int | None
    again: bool


class LeftOut(BaseModel):
    """`waits`: the talk can be gone on with. `message_id` is where its newest reply stands."""

    waits: bool
    message_id: int | None


class HeardOut(BaseModel):
    """What became of a message: a turn, or the verdict on the exercise of the card.

    `before` is the message of the turn that a turn replies to, where buttons may be left. `again`:
    the message had come before.
    """

    turn: TurnOut | None = None
    task: FeedbackOut | None = None
    before: int | None = None
    again: bool = False


class FactOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    text: str


class FactsOut(BaseModel):
    """A page of what is remembered of this person, the newest first; `page` counts from 0.

    `remembers`: what is told in a talk from now on is remembered too, which takes a model.
    """

    facts: list[FactOut]
    total: int
    page: int
    pages: int
    remembers: bool
