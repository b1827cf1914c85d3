"""Subject pronouns that a sentence may begin with or leave out, as in Bulgarian and Serbian."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backend.exercises.tongues.shape import Words


@dataclass(frozen=True, eq=False)
class Pronouns:
    """`endings` are those of the verb that a pronoun surely goes with; `others` have no such.

    `clitics` are the short forms by the pronoun they agree with, "" where they agree with none.
    They never begin a sentence: where the pronoun goes, they move behind the next word (Ja se
    zovem Ana: Zovem se Ana), but behind none of `apart` (prepositions, negation).
    """

    endings: Mapping[str, tuple[str, ...]]
    clitics: Mapping[str, frozenset[str]]
    others: frozenset[str]
    apart: frozenset[str]

    def meant(self, words: Words) -> Iterator[Words]:
        """An accepted answer may lose its pronoun."""
        if words[:1] and (words[0] in self.endings or words[0] in self.others):
            yield from self._without(words[1:])

    def said(self, words: Words) -> Iterator[Words]:
        """An answer may have a pronoun that goes with its verb, and no other."""
        if words[:1] and words[0] in self.endings and self._agrees(words[0], words[1:]):
            yield from self._without(words[1:])

    def _without(self, rest: Words) -> Iterator[Words]:
        count = self._clitics(rest)
        if len(rest) < count + 1 or (count and rest[count] in self.apart):
            return
        # The second word would move too, were it a short form.
        if count or self._clitics(rest[1:]) == 0 or rest[0] in self.apart:
            yield (rest[count], *rest[:count], *rest[count + 1 :])

    def _clitics(self, words: Words) -> int:
        known = self._all_clitics()
        return next((n for n, word in enumerate(words) if word not in known), len(words))

    def _all_clitics(self) -> frozenset[str]:
        return frozenset().union(*self.clitics.values())

    def _agrees(self, pronoun: str, rest: Words) -> bool:
        telling = [word for word in rest if word in self._all_clitics() - self.clitics[""]]
        if telling:
            return telling[0] in self.clitics.get(pronoun, frozenset())
        verb = next((w for w in rest if w not in self.clitics[""] | self.apart), "")
        return verb.endswith(self.endings[pronoun])
