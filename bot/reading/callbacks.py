"""The buttons of texts. Sentences and words are counted from 0, as the text has them."""

from typing import Annotated, TypeAlias

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

Id: TypeAlias = Annotated[int, Field(gt=0, lt=2**53)]
Number: TypeAlias = Annotated[int, Field(ge=0, lt=100)]


class TextsPagePressed(CallbackData, prefix="rp"):
    page: Annotated[int, Field(ge=0, lt=10_000)]


class TextPressed(CallbackData, prefix="rt"):
    text_id: Id


class SentencePressed(CallbackData, prefix="rs"):
    text_id: Id
    number: Number


class TextWordPressed(CallbackData, prefix="rw"):
    text_id: Id
    number: Number
    word: Number


class AddWordPressed(CallbackData, prefix="ra"):
    """`point_id` is the word's, wherever it stands by now."""

    text_id: Id
    number: Number
    word: Number
    point_id: Id
