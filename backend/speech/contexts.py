"""Words weighed in two contexts: after those that should stand before them, and after those that
were heard there. A recogniser expects a word by what stands before it: in the first context alone,
one word that was said wrongly makes the next ones look unlikely, however well they were said.
"""

from collections.abc import Sequence

from backend.speech.aligning import Aligned, same
from backend.speech.heard import Recogniser, Sound, Weighed
from backend.speech.words import as_read


def weighed(
    sound: Sound, sentence: str, aligned: Sequence[Aligned], language: str, recogniser: Recogniser
) -> list[Weighed]:
    """For each word of the sentence, the better of both. `aligned` tells what was heard of it;
    where that is the sentence itself, there is one context."""
    wanted = as_read(sentence)
    found = recogniser.weigh(sound, wanted, language)
    there = [(one.place if same(one) else None, one.heard) for one in aligned if one.heard]
    places = [place for place, _ in there]
    if not any(place is not None for place in places) or places == [*range(len(wanted))]:
        return found
    said = [heard.text if place is None else wanted[place] for place, heard in there]
    again = zip(places, recogniser.weigh(sound, said, language), strict=True)
    others = {place: one for place, one in again if place is not None}
    return [_likelier(one, others.get(place, one)) for place, one in enumerate(found)]


def _likelier(one: Weighed, other: Weighed) -> Weighed:
    return other if other.likelihood > one.likelihood else one
