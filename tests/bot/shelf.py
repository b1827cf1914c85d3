"""The part of the stand-in for the backend that knows words and texts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2

from backend.errors import NoSuchText, NoSuchWord
from backend.kit.levels import Level
from backend.reading.schemas import SentenceOut, TextLine, TextOut, TextsOut, TextWord, WordIn
from backend.words.schemas import ExampleOut, Show, WordCard, WordOut, WordsOut
from tests.bot.accounts import Accounts

DUE = datetime(2126, 11, 20, tzinfo=UTC)
A_PAGE = 10


def a_word(point_id: int = 1, lemma: str = "huis", **changes: Any) -> WordOut:
    fields = {"meaning": "house", "strength": 2, "due": DUE, **changes}
    return WordOut(point_id=point_id, lemma=lemma, **fields)


def a_tappable(form: str, point_id: int | None = None, **changes: Any) -> TextWord:
    fields = {"lemma": form.lower(), "meaning": f"meaning of {form.lower()}", "mine": False}
    return TextWord(form=form, point_id=point_id, **{**fields, **changes})


def a_story(id: int = 5, **changes: Any) -> TextOut:
    sentences = [
        SentenceOut(
            text="Het huis is oud.",
            meaning="The house is old.",
            words=[a_tappable("huis", 11), a_tappable("oud", 12, mine=True)],
        ),
        SentenceOut(text="Een kat slaapt.", meaning="A cat is asleep.", words=[a_tappable("kat")]),
    ]
    fields = {"level": Level.a1, "title": "The old house", "sentences": sentences}
    return TextOut(id=id, **{**fields, **changes})


@dataclass
class Shelf(Accounts):
    own_words: list[WordOut] = field(default_factory=list)
    example: ExampleOut | None = None
    stories: list[TextOut] = field(default_factory=lambda: [a_story()])

    def _shelf_routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [
            ("GET", r"/profiles/(\d+)/words", self._words),
            ("GET", r"/profiles/(\d+)/words/search", self._find),
            ("GET", r"/profiles/(\d+)/words/(\d+)", self._word),
            ("POST", r"/profiles/(\d+)/words", self._add_word),
            ("GET", r"/profiles/(\d+)/texts", self._texts),
            ("GET", r"/profiles/(\d+)/texts/(\d+)", self._text),
        ]

    def _words(self, subject: int, request: httpx2.Request, profile_id: str) -> WordsOut:
        self._own(subject, int(profile_id))
        show, page = Show(request.url.params["show"]), int(request.url.params["page"])
        strengths = {Show.due: {1}, Show.shaky: {2}, Show.known: {3}, Show.all: {1, 2, 3}}
        among = [one for one in self.own_words if one.strength in strengths[show]]
        pages = max(1, -(-len(among) // A_PAGE))
        page = min(page, pages - 1)
        shown = among[page * A_PAGE : (page + 1) * A_PAGE]
        return self._listed(shown, show=show, page=page, pages=pages, found=len(among))

    def _listed(self, words: list[WordOut], **fields: Any) -> WordsOut:
        due, shaky, known = (
            sum(one.strength == strength for one in self.own_words) for strength in (1, 2, 3)
        )
        return WordsOut(due=due, shaky=shaky, known=known, words=words, **fields)

    def _find(self, subject: int, request: httpx2.Request, profile_id: str) -> WordsOut:
        self._own(subject, int(profile_id))
        sought = request.url.params["sought"]
        assert 1 <= len(sought) <= 40
        found = [one for one in self.own_words if one.lemma.startswith(sought)]
        return self._listed(found[:A_PAGE], show=Show.all, page=0, pages=1, found=len(found))

    def _word(self, subject: int, _: httpx2.Request, profile_id: str, point_id: str) -> WordCard:
        self._own(subject, int(profile_id))
        for one in self.own_words:
            if one.point_id == int(point_id):
                return WordCard(**one.model_dump(), example=self.example)
        raise NoSuchWord

    def _add_word(self, subject: int, request: httpx2.Request, profile_id: str) -> TextOut:
        given = self._read(WordIn, request)
        story = self._text(subject, request, profile_id, str(given.text_id))
        words = [word for one in story.sentences for word in one.words]
        found = [word for word in words if word.point_id == given.point_id]
        if not found:
            raise NoSuchWord
        for word in found:
            word.mine = True
        return story

    def _texts(self, subject: int, request: httpx2.Request, profile_id: str) -> TextsOut:
        self._own(subject, int(profile_id))
        page = int(request.url.params["page"])
        pages = max(1, -(-len(self.stories) // A_PAGE))
        page = min(page, pages - 1)
        shown = self.stories[page * A_PAGE : (page + 1) * A_PAGE]
        lines = [TextLine(id=one.id, level=one.level, title=one.title) for one in shown]
        return TextsOut(page=page, pages=pages, texts=lines)

    def _text(self, subject: int, _: httpx2.Request, profile_id: str, text_id: str) -> TextOut:
        self._own(subject, int(profile_id))
        for one in self.stories:
            if one.id == int(text_id):
                return one
        raise NoSuchText
