"""`python -m tests.bench [NAME]`: benchmarks, one JSON object a line; progress on standard error.

Each sets up what it needs by itself, real servers among it, and cleans up after itself.
"""

import sys
from collections.abc import Callable, Mapping

from tests.bench import answer, exposures, gates, grading, growth, judging, llm, speech, speech_load

BENCHMARKS: Mapping[str, Callable[[], None]] = {
    "answer": answer.run,
    "growth": growth.run,
    "judging": judging.run,
    "grading": grading.run,
    "gates": gates.run,
    "exposures": exposures.run,
    "llm": llm.run,
    "speech": speech.run,
    "speech_load": speech_load.run,
}


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        sys.exit(f"no benchmark {unknown[0]!r}; there are: {', '.join(BENCHMARKS)}")
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
