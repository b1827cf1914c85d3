"""Which packages of the product changed on disk, for `make dev`."""

from collections.abc import Iterator
from pathlib import Path

from watchfiles import PythonFilter, watch

PACKAGES = ("backend", "bot", "workers")
_DATA = (".ftl", ".md", ".yaml", ".json")  # locales, prompts, courses
_WAIT = 200  # milliseconds


def changed_packages(root: Path) -> Iterator[set[str]]:
    """A set at least every fifth of a second, mostly an empty one; it never ends by itself."""
    folders = [root / package for package in PACKAGES]
    found = watch(
        *folders,
        watch_filter=PythonFilter(extra_extensions=_DATA),
        debounce=_WAIT,
        rust_timeout=_WAIT,
        yield_on_timeout=True,
    )
    for changes in found:
        yield {Path(path).relative_to(root).parts[0] for _, path in changes}
