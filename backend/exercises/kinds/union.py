"""The closed union of exercise kinds. A new kind adds one member to each union."""

from typing import Annotated, TypeAlias

from pydantic import Discriminator, TypeAdapter

from backend.exercises.kinds.choose_sentence import ChooseSentence, ChooseSentenceShown
from backend.exercises.kinds.fill_gap import FillGap, FillGapShown
from backend.exercises.kinds.order_words import OrderWords, OrderWordsShown
from backend.exercises.kinds.translate import Translate, TranslateShown
from backend.exercises.kinds.type_gap import TypeGap, TypeGapShown

AnyContent: TypeAlias = Annotated[
    ChooseSentence | FillGap | TypeGap | OrderWords | Translate, Discriminator("kind")
]
AnyShown: TypeAlias = Annotated[
    ChooseSentenceShown | FillGapShown | TypeGapShown | OrderWordsShown | TranslateShown,
    Discriminator("kind"),
]

CONTENT: TypeAdapter[AnyContent] = TypeAdapter(AnyContent)
