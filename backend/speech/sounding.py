"""English spelling sounded out, for names and rare words that no dictionary has.

ARPAbet without stress, as in the CMU dictionary. A guess: a wrong sound in it costs the word some
of its fit, no more. The longest spelling that matches is read first, from left to right.
"""

_RULES = """
tion SH AH N, sion ZH AH N, ough AO, augh AO, eigh EY, tch CH, igh AY, dge JH, sch S K, eau OW,
ing IH NG, sh SH, ch CH, th TH, ph F, wh W, ck K, ng NG, qu K W, gh G, kn N, wr R, ee IY, ea IY,
oo UW, ou AW, ow OW, oi OY, oy OY, ai EY, ay EY, au AO, aw AO, ei IY, ey IY, ie IY, oa OW, ew UW,
ue UW, ar AA R, er ER, ir ER, or AO R, ur ER, 's Z, ce S, ci S IH, cy S IY, ge JH, gi JH IH,
a AE, b B, c K, d D, e EH, f F, g G, h HH, i IH, j JH, k K, l L, m M, n N, o AA, p P, q K, r R,
s S, t T, u AH, v V, w W, x K S, y IY, z Z
"""
_SAID = {rule.split()[0]: rule.split()[1:] for rule in _RULES.split(",")}
_LONGEST = max(map(len, _SAID))
_VOWELS = "aeiouy"
_SHORTEST_SILENT = 4  # letters: in shorter words a last e is said, as in "she"


def sounds_of(word: str) -> list[str]:
    """The sounds of a word of small letters; a neutral vowel for what has no letters."""
    left, found = _silent_end_cut(word), list[str]()
    while left:
        size = next((n for n in range(_LONGEST, 0, -1) if left[:n] in _SAID), 0)
        sounds = _SAID.get(left[:size], [])
        found += [sound for sound in sounds if [sound] != found[-1:]]
        left = left[max(1, size) :]
    return found or ["AH"]


def _silent_end_cut(word: str) -> str:
    silent = len(word) >= _SHORTEST_SILENT and word.endswith("e") and word[-2] not in _VOWELS
    return word[:-1] if silent and not word.endswith(("ce", "ge")) else word
