"""Reading: texts in the learner's language and alphabet, and their words on the way to memory."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import NoSuchText, NoSuchWord
from backend.exercises.grading import in_language
from backend.kit.actor import Actor
from backend.profiles.models import Profile
from backend.reading.models import ReadingText
from backend.reading.repository import Lemma, Library
from backend.reading.schemas import SentenceOut, TextLine, TextOut, TextsOut, TextWord, WordIn
from backend.reading.sentences import lemmas, tappable
from backend.words import service as words
from backend.words.spelling import spelled

A_PAGE = 10


async def texts(session: AsyncSession, actor: Actor, profile_id: int, *, page: int) -> TextsOut:
    """A page; the last one, where there are fewer. Raises NotFound."""
    profile = (await words.owner(session, actor, profile_id)).profile
    library = Library(session)
    pages = max(1, -(-await library.count(profile.target) // A_PAGE))
    page = min(page, pages - 1)
    found = await library.some(profile.target, skip=page * A_PAGE, most=A_PAGE)
    return TextsOut(page=page, pages=pages, texts=[_line(text, profile) for text in found])


async def text(session: AsyncSession, actor: Actor, profile_id: int, text_id: int) -> TextOut:
    """Raises NotFound, and NoSuchText where the profile's course does not show it."""
    profile = (await words.owner(session, actor, profile_id)).profile
    return await _text(Library(session), profile, text_id)


async def add(
    session: AsyncSession, actor: Actor, profile_id: int, given: WordIn, *, now: datetime
) -> TextOut:
    """The text, with the word among the learner's own. Adding twice is adding once.

    Raises NotFound, NoSuchText, and NoSuchWord for what is no word of it that can be learnt.
    """
    owner = await words.owner(session, actor, profile_id)
    library = Library(session)
    found = await library.find(owner.profile.target, given.text_id)
    if found is None:
        raise _gone(given.text_id)
    known = await library.lemmas(owner.profile, lemmas(found.sentences))
    lemma = _wanted(given, known)
    await words.add(session, owner, lemma.point_id, now=now)
    known[lemma.key] = lemma._replace(is_mine=True)
    return _whole(found, owner.profile, known)


def _wanted(given: WordIn, known: Mapping[str, Lemma]) -> Lemma:
    for lemma in known.values():
        if lemma.key == given.lemma or lemma.point_id == given.point_id:
            return lemma
    raise NoSuchWord("no such word in this text")


async def _text(library: Library, profile: Profile, text_id: int) -> TextOut:
    found = await library.find(profile.target, text_id)
    if found is None:
        raise _gone(text_id)
    known = await library.lemmas(profile, lemmas(found.sentences))
    return _whole(found, profile, known)


def _gone(text_id: int) -> NoSuchText:
    return NoSuchText(f"no text {text_id} in this course")


def _line(text: ReadingText, profile: Profile) -> TextLine:
    title = in_language(text.title, profile.native) or text.key
    return TextLine(id=text.id, level=text.level, title=title)


def _whole(text: ReadingText, profile: Profile, known: Mapping[str, Lemma]) -> TextOut:
    return TextOut(
        **_line(text, profile).model_dump(),
        sentences=[_sentence(one, profile, known) for one in text.sentences],
    )


def _sentence(
    stored: Mapping[str, Any], profile: Profile, known: Mapping[str, Lemma]
) -> SentenceOut:
    return SentenceOut(
        text=spelled(stored["text"], profile.target, profile.alphabet),
        meaning=in_language(stored["meaning"], profile.native),
        words=[_word(form, lemma, profile, known.get(lemma)) for form, lemma in tappable(stored)],
    )


def _word(form: str, lemma: str, profile: Profile, known: Lemma | None) -> TextWord:
    return TextWord(
        form=spelled(form, profile.target, profile.alphabet),
        lemma=spelled(lemma, profile.target, profile.alphabet),
        meaning=words.meaning(known.note, profile.native) if known else None,
        point_id=known.point_id if known and known.is_asked else None,
        mine=known is not None and known.is_mine,
    )
