"""The buttons under lists of words, and under one word."""

from typing import Annotated, TypeAlias

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from backend.words.schemas import Show

Page: TypeAlias = Annotated[int, Field(ge=0, lt=10_000)]
Id: TypeAlias = Annotated[int, Field(gt=0, lt=2**53)]


class WordsPagePressed(CallbackData, prefix="wp"):
    show: Show
    page: Page = 0


class WordPressed(CallbackData, prefix="wo"):
    """One word, with the page to go back to."""

    point_id: Id
    show: Show
    page: Page


class FindPressed(CallbackData, prefix="wf"):
    """How to look for a word."""
