import json
from pathlib import Path

import pytest

from infra.local import logs
from infra.local.child import cause, pause_after
from infra.local.logs import Tail, rotate, troubling


class TestTroubling:
    @pytest.mark.parametrize(
        "line",
        [
            "2030-01-01 12:00:00 [info     ] job.done    attempts=1",
            '{"event": "no errors", "level": "info"}',
            "INFO:     Application startup complete.",
            "the learner wrote: what is a warning?",
            "",
            "[]",
        ],
    )
    def test_daily_business_is_not_shown(self, line: str) -> None:
        assert troubling(line) is None

    @pytest.mark.parametrize(
        "line", ["WARNING: slow", "2030-01-01 [error    ] job.failed", "FATAL:  out of memory"]
    )
    def test_plain_trouble_is_shown_as_it_is(self, line: str) -> None:
        assert troubling(line) == line

    def test_a_record_is_shown_as_a_sentence(self) -> None:
        record = {"event": "job.failed", "level": "error", "timestamp": "2030", "job": 7}
        exception = {"exception": "Traceback …\n  File …\nValueError: no\n(see the manual)"}
        said = troubling(json.dumps(record | exception))
        assert said == "error job.failed job=7 ValueError: no"

    def test_what_a_learner_wrote_cannot_speak_to_the_terminal(self) -> None:
        said = troubling(json.dumps({"event": "\x1b[2J\u202eevil\r", "level": "warning"}))
        assert said == "warning  [2J evil"

    def test_a_long_line_is_cut(self) -> None:
        assert len(troubling("ERROR " + "x" * 5000) or "") == 300


class TestTail:
    def test_only_whole_new_lines_come(self, tmp_path: Path) -> None:
        log = tmp_path / "log"
        log.write_text("old\n")
        tail = Tail(log)
        with log.open("a") as file:
            file.write("one\ntw")
            file.flush()
            assert tail.fresh() == ["one"]
            file.write("o\n")
            file.flush()
        assert tail.fresh() == ["two"]
        assert tail.fresh() == []

    def test_a_log_that_does_not_exist_yet_is_empty(self, tmp_path: Path) -> None:
        log = tmp_path / "log"
        tail = Tail(log)
        assert tail.fresh() == []
        log.write_text("first\n")
        assert tail.fresh() == ["first"]


class TestRotate:
    def test_a_long_log_is_put_aside_and_a_short_one_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(logs, "_KEEP", 10)
        long, short = tmp_path / "long", tmp_path / "short"
        long.write_text("x" * 11)
        short.write_text("x" * 10)
        rotate(long)
        rotate(short)
        assert sorted(file.name for file in tmp_path.iterdir()) == ["long.1", "short"]


def test_pauses_grow_and_stay_bounded() -> None:
    pauses = [pause_after(deaths) for deaths in range(1, 10)]
    assert pauses[:4] == [0.5, 1, 2, 4]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 15


@pytest.mark.parametrize(
    ("code", "words"), [(0, "exit code 0"), (-9, "SIGKILL"), (-99, "signal 99")]
)
def test_an_end_is_told_in_words(code: int, words: str) -> None:
    assert cause(code) == words
