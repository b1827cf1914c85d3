"""The closed set of exercise kinds. A new kind adds one member to each union."""

from typing import Annotated, Any, TypeAlias

from pydantic import Discriminator, TypeAdapter

from backend.exercises.grading import FALLBACK, Texts, in_language
from backend.exercises.kinds.answer_aloud import AnswerAloud, AnswerAloudShown
from backend.exercises.kinds.choose_heard import (
    ChooseHeard,
    ChooseHeardShown,
    MinimalPair,
    MinimalPairShown,
)
from backend.exercises.kinds.choose_sentence import ChooseSentence, ChooseSentenceShown
from backend.exercises.kinds.choose_stress import ChooseStress, ChooseStressShown
from backend.exercises.kinds.choose_word import ChooseWord, ChooseWordShown
from backend.exercises.kinds.complete_dialogue import CompleteDialogue, CompleteDialogueShown
from backend.exercises.kinds.correct_mistake import CorrectMistake, CorrectMistakeShown
from backend.exercises.kinds.dictation import Dictation, DictationShown
from backend.exercises.kinds.fill_gap import FillGap, FillGapShown
from backend.exercises.kinds.hear_story import HearStory, HearStoryShown
from backend.exercises.kinds.match_pairs import MatchPairs, MatchPairsShown
from backend.exercises.kinds.order_words import OrderWords, OrderWordsShown
from backend.exercises.kinds.read_text import ReadText, ReadTextShown
from backend.exercises.kinds.say_again import (
    ReadAloud,
    ReadAloudShown,
    RepeatAfterMe,
    RepeatAfterMeShown,
)
from backend.exercises.kinds.sort_words import SortWords, SortWordsShown
from backend.exercises.kinds.translate import Translate, TranslateShown
from backend.exercises.kinds.type_gap import TypeGap, TypeGapShown
from backend.exercises.kinds.write_text import WriteText, WriteTextShown
from backend.exercises.tongues.alphabets import in_alphabet

AnyContent: TypeAlias = Annotated[
    AnswerAloud
    | ChooseHeard
    | ChooseSentence
    | ChooseStress
    | ChooseWord
    | CompleteDialogue
    | CorrectMistake
    | Dictation
    | FillGap
    | HearStory
    | MatchPairs
    | MinimalPair
    | OrderWords
    | ReadAloud
    | ReadText
    | RepeatAfterMe
    | SortWords
    | Translate
    | TypeGap
    | WriteText,
    Discriminator("kind"),
]
AnyShown: TypeAlias = Annotated[
    AnswerAloudShown
    | ChooseHeardShown
    | ChooseSentenceShown
    | ChooseStressShown
    | ChooseWordShown
    | CompleteDialogueShown
    | CorrectMistakeShown
    | DictationShown
    | FillGapShown
    | HearStoryShown
    | MatchPairsShown
    | MinimalPairShown
    | OrderWordsShown
    | ReadAloudShown
    | ReadTextShown
    | RepeatAfterMeShown
    | SortWordsShown
    | TranslateShown
    | TypeGapShown
    | WriteTextShown,
    Discriminator("kind"),
]

CONTENT: TypeAdapter[AnyContent] = TypeAdapter(AnyContent)

SPOKEN = frozenset({"answer_aloud", "read_aloud", "repeat_after_me"})
"""Kinds that are answered by voice."""

HEARD = frozenset({"choose_heard", "dictation", "hear_story", "minimal_pair"}) | SPOKEN
"""Kinds with something that is read aloud."""

TWO_ALPHABETS = {"sr"}  # languages that are stored in Latin and may be read in Cyrillic


def content_for(stored: dict[str, Any], target: str, alphabet: str) -> AnyContent:
    """What is stored, as a learner of `target` reads it who has chosen `alphabet`."""
    spelled = in_alphabet(stored, alphabet) if target in TWO_ALPHABETS else stored
    return CONTENT.validate_python(spelled)


def told(texts: Texts | None, native: str, target: str, alphabet: str) -> str | None:
    """What is said about the language `target`: what it quotes of it stands in the alphabet."""
    if texts and target in TWO_ALPHABETS:
        texts = in_alphabet({"told": texts}, alphabet)["told"]
    return in_language(texts, native)


def titled(title: Texts | None, native: str, target: str, alphabet: str) -> str | None:
    """The title of a skill. That of a lemma stands under one language alone: it is the word."""
    if title and set(title) == {FALLBACK} and target in TWO_ALPHABETS:
        return str(in_alphabet(dict(title), alphabet)[FALLBACK])
    return told(title, native, target, alphabet)
