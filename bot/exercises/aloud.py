"""What is said of an answer by voice: what was heard, word by word, one thing to improve, and the
score last. Pure."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any
from unicodedata import normalize

from aiogram.utils.formatting import Bold, Italic, Strikethrough, Text, Underline, as_list

from backend.attempts.schemas import FeedbackOut
from backend.exercises.aloud import Aloud, SpeechScore, Trend, WordSaid, WordState
from backend.spoken.schemas import Pace
from bot.exercises.callbacks import ModelPressed
from bot.screen import ELLIPSIS, Row, bounded, button, shortened
from bot.texts import Texts

MAX_HEARD = 600
MAX_WORDS = 1200
MAX_LINE = 500
MAX_PART = 60
MAX_NAME = 13  # characters that name a sentence on a button, two of which share a row
WORTH_TELLING = 2  # points: less is the ear's mood
SMOOTH = 70.0  # of a hundred: below it fluency and prosody are worth a word


def heard(transcript: str, texts: Texts) -> Text:
    """ "I heard: …", as it was, hesitations and all."""
    said = Italic("“", shortened(transcript, MAX_HEARD), "”")
    return Text("👂 ", texts("i-heard"), " ", said)


def spoken(it: FeedbackOut, aloud: Aloud, verdict: Text, texts: Texts) -> Text:
    """The reading of a given sentence; `verdict` is the line that says how it went."""
    lines: list[Any] = [heard(aloud.transcript, texts), verdict, coloured(aloud, it.right)]
    lines += [*_one_thing(aloud, texts)]
    if it.meaning:
        lines.append(Italic(shortened(it.meaning, MAX_LINE)))
    if aloud.score is not None:
        lines += [_score(aloud.score, texts), *how_it_goes(aloud.trend, texts)]
    return as_list(*lines)


def coloured(aloud: Aloud, sentence: str) -> Text:
    """The sentence as it is written: in bold what was said, underlined with it what was not clear,
    struck out what was not heard, in italics what was said besides."""
    return bounded(Text(*_words(aloud, normalize("NFC", sentence))), MAX_WORDS)


def _words(aloud: Aloud, sentence: str) -> Iterator[Text | str]:
    """Each with the signs around it; what was said besides comes between them."""
    end = 0
    for index, word in enumerate(aloud.words):
        at = -1 if word.state is WordState.extra else sentence.find(word.text, end)
        between = sentence[end:at].lstrip() if at >= 0 else ""
        if index and (at != end or aloud.words[index - 1].state is WordState.extra):
            yield " "
        yield from (between, _word(word))
        if at >= 0:
            end = at + len(word.text)
            yield (signs := "".join(takewhile(_is_sign, sentence[end:])))
            end += len(signs)


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _word(word: WordSaid) -> Text:
    match word.state:
        case WordState.said:
            return Bold(word.text)
        case WordState.unclear:
            return Bold(Underline(word.text))
        case WordState.missing:
            return Strikethrough(word.text)
        case WordState.extra:
            return Italic(word.text)


def _one_thing(aloud: Aloud, texts: Texts) -> Iterator[Text]:
    """The one that matters most: all of the sentence, then a word, then how it flows."""
    weak, score = aloud.weakest, aloud.score
    if aloud.part is not None:
        which, words = aloud.part
        said = shortened(" ".join(word.text for word in words), MAX_PART)
        yield Text("👉 ", texts(f"improve-{which}", words=said))
    elif weak is not None:
        yield Text("👉 ", texts(f"improve-{weak.state}", word=weak.text))
    elif score is not None and min(score.fluency, score.prosody) < SMOOTH:
        what = "flow" if score.fluency <= score.prosody else "melody"
        yield Text("👉 ", texts(f"improve-{what}"))


def _score(score: SpeechScore, texts: Texts) -> Text:
    parts = (
        texts(f"score-{name}", score=round(getattr(score, name)))
        for name in ("accuracy", "fluency", "prosody")
    )
    return Text("🎯 ", Bold(f"{round(score.total)}/100"), " · ", " · ".join(parts))


def how_it_goes(it: Trend | None, texts: Texts) -> Iterator[str]:
    """How reading aloud has changed, where that can be told."""
    if it is None or it.before is None or it.now is None:
        return
    weeks = round(it.days / 7)
    if abs(it.now - it.before) < WORTH_TELLING:
        yield texts("speaking-steady", now=it.now)
    elif weeks:
        yield texts("speaking-weeks", before=it.before, now=it.now, weeks=weeks)
    else:
        yield texts("speaking-readings", before=it.before, now=it.now, count=it.readings)


def model_voice(attempt_id: int, sentence: str, texts: Texts) -> Row:
    """How it sounds: as it is, and slowly. The next exercise has such buttons too, so that these
    name the sentence by its first words."""
    words = _beginning(sentence)
    normal = ModelPressed(attempt_id=attempt_id, pace=Pace.normal)
    slow = ModelPressed(attempt_id=attempt_id, pace=Pace.slow)
    return [
        button(texts("button-model", words=words), normal),
        button(texts("button-model-slow", words=words), slow),
    ]


def _beginning(sentence: str) -> str:
    """Whole words where they fit on half a row."""
    if len(sentence) <= MAX_NAME:
        return sentence
    whole, _, _ = sentence[:MAX_NAME].rpartition(" ")
    return whole.rstrip(" ,;:–—-") + ELLIPSIS if whole else shortened(sentence, MAX_NAME)
