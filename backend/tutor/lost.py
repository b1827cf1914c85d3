"""Pure: how people say that they do not understand, in another language than that of the talk.

In the language of the talk they say it by the patterns of its manners.
"""

from collections.abc import Mapping, Sequence

from backend.kit.text import words

SHORT = 2  # words; of so few the reply must be all

SAID: Mapping[str, Sequence[str]] = {
    "en": (
        "i don't understand",
        "i dont understand",
        "i do not understand",
        "i didn't understand",
        "i didnt understand",
        "i did not understand",
        "don't understand",
        "not understand",
        "i don't get it",
        "i dont get it",
        "what does that mean",
        "what does this mean",
        "what does it mean",
        "what do you mean",
        "what is that",
        "what",
        "can you translate",
        "translate please",
        "please translate",
        "in english please",
    ),
    "ru": (
        "я не понимаю",
        "я не понял",
        "я не поняла",
        "ничего не понимаю",
        "ничего не понял",
        "ничего не поняла",
        "не понимаю",
        "не понял",
        "не поняла",
        "что это значит",
        "что это означает",
        "что это такое",
        "что вы имеете в виду",
        "что",
        "по-русски пожалуйста",
        "переведите пожалуйста",
        "переведи пожалуйста",
        "переведите",
        "переведи",
    ),
    "nl": (
        "ik begrijp het niet",
        "ik begrijp dit niet",
        "ik snap het niet",
        "ik snap dit niet",
        "wat betekent dat",
        "wat betekent dit",
        "wat bedoel je",
        "wat bedoelt u",
    ),
}
_PHRASES = {code: [tuple(words(each)) for each in said] for code, said in SAID.items()}


def words_lost(text: str, target: str) -> int:
    """In how many words a reply says so; 0 for one that does not. `target` is learnt."""
    said = tuple(words(text))
    foreign = (each for code, phrases in _PHRASES.items() if code != target for each in phrases)
    return max((len(each) for each in foreign if _says(said, each)), default=0)


def _says(said: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    if size <= SHORT:
        return said == phrase
    return any(said[at : at + size] == phrase for at in range(len(said) - size + 1))
