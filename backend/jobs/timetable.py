"""When something that happens again and again happens next."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from cronsim import CronSim

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cron:
    """Five fields, read in the local time of `timezone` (IANA).

    A time that a clock change skips happens right after the gap; one that it repeats, once.
    """

    expression: str
    timezone: str = "UTC"


@dataclass(frozen=True)
class Every:
    """At the multiples of `interval` since 1970, so that every process names the same moments."""

    interval: timedelta


Rhythm: TypeAlias = Cron | Every


def next_run(rhythm: Rhythm, *, after: datetime) -> datetime:
    """The first moment later than `after` (aware), in UTC. What was missed is skipped."""
    match rhythm:
        case Every(interval):
            return _EPOCH + interval * ((after - _EPOCH) // interval + 1)
        case Cron(expression, timezone):
            # In the hour that a clock change repeats, its first pass may lie behind us.
            moments = CronSim(expression, after.astimezone(ZoneInfo(timezone)))
            return next(m for moment in moments if (m := moment.astimezone(UTC)) > after)


def columns_of(rhythm: Rhythm) -> dict[str, Any]:
    """A rhythm as the three columns that it is kept in; `rhythm_of` reads it back."""
    match rhythm:
        case Every(interval):
            return {"cron": None, "every": interval, "timezone": "UTC"}
        case Cron(expression, timezone):
            return {"cron": expression, "every": None, "timezone": timezone}


def rhythm_of(cron: str | None, every: timedelta | None, timezone: str) -> Rhythm:
    if cron is not None:
        return Cron(cron, timezone)
    assert every is not None
    return Every(every)
