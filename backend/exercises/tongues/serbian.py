"""Serbian: both alphabets, keyboards without diacritics, pronouns that may be left out, numbers."""

from collections.abc import Iterator
from dataclasses import replace

from backend.exercises.tongues.alphabets import freed_for_latin, is_cyrillic, latin
from backend.exercises.tongues.numerals import Numerals
from backend.exercises.tongues.pronouns import Pronouns
from backend.exercises.tongues.rules import Tongue
from backend.exercises.tongues.shape import Accents, Words, itself, listed
from backend.kit.text import without_diacritics

_PRONOUNS = Pronouns(
    endings={"ja": ("m",), "ti": ("š",), "mi": ("mo",), "vi": ("te",), "oni": ("ju",)},
    others=frozenset({"on", "ona", "ono", "one"}),
    clitics={
        "ja": frozenset({"sam", "ću"}),
        "ti": frozenset({"si", "ćeš"}),
        "mi": frozenset({"smo", "ćemo"}),
        "vi": frozenset({"ste", "ćete"}),
        "oni": listed("su"),
        "on": frozenset({"je", "će"}),
        "": listed("se me te ga ju mu joj ih im mi ti nam vam nas vas li bih bi"),
    },
    apart=listed("ne u na s sa za od do iz po pri bez k ka pred pod nad kod i a da"),
)
_FUTURE = listed("ću ćeš će ćemo ćete")

_BELOW_TWENTY = (
    "nula jedan dva tri četiri pet šest sedam osam devet deset jedanaest dvanaest trinaest "
    "četrnaest petnaest šesnaest sedamnaest osamnaest devetnaest"
)
_TENS = "dvadeset trideset četrdeset pedeset šezdeset sedamdeset osamdeset devedeset"
_HUNDREDS = "sto dvesta trista četiristo petsto šesto sedamsto osamsto devetsto"
_SMALL = {
    **{word: number for number, word in enumerate(_BELOW_TWENTY.split())},
    **{word: number for number, word in zip(range(20, 100, 10), _TENS.split(), strict=True)},
    "jedna": 1,
    "jedno": 1,
    "jednu": 1,
    "jednog": 1,
    "dve": 2,
    "dvije": 2,
}
_BY_HUNDREDS = {
    **{word: number for number, word in zip(range(100, 1000, 100), _HUNDREDS.split(), strict=True)},
    "dvesto": 200,
    "dvjesta": 200,
    "dvjesto": 200,
    "tristo": 300,
    "šeststo": 600,
}


def bare(text: str) -> str:
    """As it is typed on a keyboard without Serbian letters: đ is dj there."""
    return without_diacritics(text).replace("đ", "dj")


NUMERALS = Numerals(
    small=_SMALL | {bare(word): number for word, number in _SMALL.items()},
    hundreds=_BY_HUNDREDS | {bare(word): number for word, number in _BY_HUNDREDS.items()},
    hundred=frozenset({"stotine", "stotina"}),
    after_hundreds=listed("i"),
    after_tens=listed("i"),
)


def _letters(text: str) -> str:
    return " ".join(_word(word) for word in text.split())


def _word(word: str) -> str:
    # A stray letter of the other script is taken for its twin; a word in Cyrillic is rewritten.
    freed = freed_for_latin(word) if any("a" <= char <= "z" for char in word) else word
    return latin(freed) if is_cyrillic(freed) else freed


def _said(words: Words) -> Iterator[Words]:
    return map(_fused, _PRONOUNS.said(words))


def _meant(words: Words) -> Iterator[Words]:
    return map(_fused, _PRONOUNS.meant(words))


def _fused(words: Words) -> Words:
    """Raditi ću is written radiću."""
    if len(words) > 1 and words[0].endswith("ti") and words[1] in _FUTURE:
        return (words[0].removesuffix("ti") + words[1], *words[2:])
    return words


_IN_CYRILLIC = Tongue(
    code="sr",
    alphabet=latin,
    letters=_letters,
    said=_said,
    meant=_meant,
    bare=itself,  # no keyboard has ћ without having ц
    numerals=NUMERALS,
)
SERBIAN = replace(_IN_CYRILLIC, bare=bare, accents=Accents.keyboard, in_cyrillic=_IN_CYRILLIC)
