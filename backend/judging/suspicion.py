"""Pure: whether a typed answer speaks to whoever judges it, rather than answers.

What is suspicious is never shown to a model, and never right by a model's word. It is allowed to
be strict: an answer that is taken for suspicious is judged by the rules, as without a model.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from backend.exercises.tongues.alphabets import is_cyrillic
from backend.kit.text import comparable, without_diacritics

# No answer in any of the languages is written with these; chat templates, JSON and code are.
_MARKS = re.compile(
    r"[<>{}\[\]\\|`#*_~^=@✅✔]|https?:|www\.|\$\{|\b\w+\s?:\s?(?:true|false|yes)\b"
    r"|\b\w/\w\b|\w\([\"'\w]|(?-i:\bTRUE\b)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"^\W*(?:system|assistant|user|human|teacher|developer|админ\w*|систем\w*)\s*:", re.IGNORECASE
)
_FIGURES = str.maketrans("013457$", "oieasts")
_LONGEST_WORD = 32
_SPELT_OUT = 5  # letters that stand alone, one after the other

# Stems of what is said to a judge and not in an exercise, in the languages taught and read in and
# the largest besides, without diacritics. One is enough, where the exercise does not have it.
_TO_A_JUDGE = (
    # English
    *("ignor", "disregard", "instruct", "prompt", "verdict", "jailbreak", "overrid", "roleplay"),
    *("grading", "grader", "evaluat", "json", "chatgpt", "gpt", "openai", "languagemodel", "admin"),
    *("unrestricted", "developer", "debug", "simulat", "pretend", "bypass", "sudo", "meaningkept"),
    *("ditto", "errors"),
    # Dutch
    *("negeer", "negeren", "instructi", "beoordel", "opdrachtgever", "taalmodel", "doealsof"),
    # Russian, Bulgarian, Serbian
    *("игнорир", "инструкц", "промпт", "вердикт", "оцени", "оценк", "оценя", "притвори", "джейсон"),
    *("пренебрег", "занемари", "упутств", "указани", "модель", "ignoris", "uputstv", "zanemari"),
    *("ocen", "ocjen", "presud", "upute", "instrukci", "пресуд", "забудь", "забрави", "zaboravi"),
    # German, French, Spanish, Italian, Portuguese, Polish, Turkish
    *("anweis", "bewert", "vergiss", "consigne", "evalue", "oubli", "instrucc", "olvida"),
    *("istruzion", "dimentica", "instruco", "avali", "esquec", "polecen", "zignor", "yoksay"),
)
# Said of a verdict, and in exercises too: two different ones, neither of them the exercise's own.
# A stem with a full stop is a whole word.
_OF_A_VERDICT = (
    *(
        "correct",
        "accept",
        "mark.",
        "marked",
        "score",
        "grade",
        "points",
        "pass.",
        "teacher",
        "answer",
    ),
    *(
        "student",
        "system",
        "rule.",
        "rules.",
        "previous",
        "above",
        "perfect",
        "approve",
        "judge",
        "check",
        "right.",
        "same.",
        "compar",
        "forget",
    ),
    *("juist", "goedkeur", "antwoord", "punten", "leraar", "docent", "regel.", "goed.", "fout."),
    *("correcto", "richtig", "antwort", "punkt", "lehrer", "reponse", "respuesta"),
    *("правильн", "верн", "ответ", "учител", "балл", "засчита", "прими", "систем", "провер"),
    *("вярн", "правилн", "отговор", "точки", "приеми", "тачн", "одговор", "бодов", "прихвати"),
    *("vergelijk", "сравн", "упоређ", "одобр", "судиј", "заборави"),
    *("tacn", "odgovor", "bodov", "prihvati", "nastavni", "sistem", "proveri", "pravil"),
)
ENOUGH_OF_A_VERDICT = 2
_BEGUN = tuple(stem.removesuffix(".") for stem in _OF_A_VERDICT)
_LONG_STEM = 5
_LONG = tuple(stem for stem in _TO_A_JUDGE if len(stem) >= _LONG_STEM)


def is_suspicious(said: str, own: Collection[str]) -> bool:
    """Whether `said` may be meant for the judge. `own` are the exercise's own texts."""
    return bool(_MARKS.search(said) or _ROLE.match(said) or _is_odd(said) or _addresses(said, own))


def _is_odd(said: str) -> bool:
    """Written to be read by a machine: mixed scripts in a word, letter by letter, endless words,
    the same one thrice."""
    words = comparable(said).split()
    if any(len(word) > _LONGEST_WORD or _mixes_scripts(word) for word in words):
        return True
    again = any(len(set(run)) == 1 for run in zip(words, words[1:], words[2:], strict=False))
    return again or _longest_run(words) >= _SPELT_OUT


def _mixes_scripts(word: str) -> bool:
    return len({is_cyrillic(letter) for letter in word if letter.isalpha()}) > 1


def _longest_run(words: list[str]) -> int:
    longest = run = 0
    for word in words:
        run = run + 1 if len(word) == 1 else 0
        longest = max(longest, run)
    return longest


def _addresses(said: str, own: Collection[str]) -> bool:
    words = _folded(said)
    known = {word for text in own for word in _kept(text)}
    strange = [word for word in words if word not in known]
    if any(word.startswith(_TO_A_JUDGE) for word in strange) or _runs_on("".join(words), known):
        return True
    # Hardly any answer has one of them: only then are they told apart.
    suspects = [word for word in strange if word.startswith(_BEGUN)]
    if not suspects:
        return False
    found = {stem for stem in _OF_A_VERDICT if _has(suspects, stem) and not _has(known, stem)}
    return len(found) >= ENOUGH_OF_A_VERDICT


def _folded(text: str) -> Sequence[str]:
    """Words without diacritics, figures that stand for letters read as such."""
    plain = without_diacritics(comparable(text))
    return tuple(word if word.isdecimal() else word.translate(_FIGURES) for word in plain.split())


# What the catalogue says is compared again and again.
_kept = lru_cache(maxsize=8192)(_folded)


def _has(words: Collection[str], stem: str) -> bool:
    if stem.endswith("."):
        return stem[:-1] in words
    return any(word.startswith(stem) for word in words)


def _runs_on(joined: str, known: Collection[str]) -> bool:
    """Over the ends of words: `ig nore`. Only of long stems, which no words make by chance."""
    return any(stem in joined and not _has(known, stem) for stem in _LONG)
