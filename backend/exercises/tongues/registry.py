"""The tongue of each language; a language without rules of its own has the neutral ones."""

from functools import lru_cache

from backend.exercises.tongues.bulgarian import BULGARIAN
from backend.exercises.tongues.dutch import DUTCH
from backend.exercises.tongues.english import ENGLISH
from backend.exercises.tongues.rules import Tongue
from backend.exercises.tongues.serbian import SERBIAN
from backend.exercises.tongues.shape import Accents

_RUSSIAN = Tongue(code="ru", accents=Accents.almost)  # ё is written е by half of Russia
_TONGUES = {tongue.code: tongue for tongue in (BULGARIAN, DUTCH, ENGLISH, _RUSSIAN, SERBIAN)}


@lru_cache(maxsize=64)
def tongue_of(language: str) -> Tongue:
    return _TONGUES.get(language) or Tongue(code=language)
