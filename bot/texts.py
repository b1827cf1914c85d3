"""Every sentence a learner reads, in the language and the time zone of the reader."""

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from aiogram.utils.formatting import DateTime, Text
from fluent.runtime import FluentBundle, FluentResource

from backend.users.schemas import Locale

FOLDER = Path(__file__).parent / "locales"
DEFAULT = "en"


def locales_in(folder: Path) -> tuple[Locale, ...]:
    """The languages that there is a file for, English first: a further one is one file more."""
    others = sorted(path.stem for path in folder.glob("*.ftl") if path.stem != DEFAULT)
    return (DEFAULT, *others)


LOCALES = locales_in(FOLDER)


class Texts:
    """Called with a key of the locale's file and its variables. English where there is no file.

    Raises LookupError for a key that is missing, ValueError for a variable that is.
    """

    def __init__(self, locale: Locale, timezone: str = "UTC") -> None:
        self.locale = locale if locale in LOCALES else DEFAULT
        self.zone = ZoneInfo(timezone)
        self._bundle = _bundle(self.locale)

    def __call__(self, key: str, **args: str | int) -> str:
        if not self._bundle.has_message(key):
            raise LookupError(f"no text '{key}' in {self.locale}")
        pattern = self._bundle.get_message(key).value
        assert pattern is not None, f"text '{key}' has attributes only"
        text, errors = self._bundle.format_pattern(pattern, args)
        if errors:
            raise ValueError(f"text '{key}' in {self.locale}: {errors[0]}")
        return str(text)

    def timed(self, line: str, at: datetime) -> Text:
        """The line with its clock time marked as the moment it is: a reader abroad can look."""
        before, clock, after = line.partition(self.clock(at))
        return Text(before, DateTime(clock, unix_time=at), after) if clock else Text(line)

    def clock(self, at: datetime) -> str:
        """The reader's local time, as 18:40; named UTC where nobody knows the reader's zone."""
        unknown = " UTC" if self.zone.key == "UTC" else ""
        return f"{at.astimezone(self.zone):%H:%M}{unknown}"


def locale_of(language_code: str | None) -> Locale:
    """The interface language for a messenger's language code, such as `ru` or `pt-br`."""
    language = (language_code or "").lower().split("-")[0]
    return language if language in LOCALES else DEFAULT


@cache
def _bundle(locale: Locale) -> FluentBundle:
    # Isolation marks around variables would end up in button labels and in comparisons.
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(FluentResource((FOLDER / f"{locale}.ftl").read_text(encoding="utf-8")))
    return bundle
