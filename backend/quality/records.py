"""A record as the value that decisions look at, and back."""

from datetime import datetime

from backend.quality.evidence import Evidence
from backend.quality.models import ItemRecord
from backend.quality.statistics import Abilities
from backend.quality.tally import Tally


def tally_of(record: ItemRecord) -> Tally:
    able = Abilities(record.ability_total, record.ability_squares, record.ability_of_right)
    return Tally(
        exposures=record.exposures,
        right=record.right,
        given_up=record.given_up,
        flags=record.flags,
        abilities=able,
        evidence=Evidence.kept(record.weights, record.wrong),
    )


def keep(record: ItemRecord, tally: Tally) -> None:
    record.exposures, record.right = tally.exposures, tally.right
    record.given_up, record.flags = tally.given_up, tally.flags
    able = tally.abilities
    record.ability_total, record.ability_squares = able.total, able.squares
    record.ability_of_right = able.of_right
    record.weights, record.wrong = list(tally.evidence.weights), dict(tally.evidence.wrong)


def begin_anew(record: ItemRecord, *, now: datetime) -> None:
    """It was looked at: what was seen before does not count any more."""
    keep(record, Tally())
    record.since, record.reviews = now, record.reviews + 1
