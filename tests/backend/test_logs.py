import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backend.logs import redacted

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:" + "Ab-_" * 8 + "xyz"


class TestRedacted:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (TOKEN, "***"),
            (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot***/getMe"),
            ("Authorization: Bearer abc.def", "Authorization: Bearer ***"),
            ({"deep": [{"deeper": (TOKEN,)}]}, {"deep": [{"deeper": ["***"]}]}),
            (LookupError(TOKEN), "***"),
            ("refused\nDETAIL:  Failing row contains (Ada).\nat", "refused\nDETAIL:***\nat"),
            ("at 12:30:45 nothing 1234567890:short", "at 12:30:45 nothing 1234567890:short"),
            (7, 7),
            (None, None),
        ],
    )
    def test_hides_what_looks_like_a_secret(self, value: Any, shown: Any) -> None:
        assert redacted(None, "info", {"event": "x", "field": value})["field"] == shown

    def test_looks_into_values_only_so_deep(self) -> None:
        endless: list[Any] = []
        endless.append(endless)
        assert redacted(None, "info", {"field": endless})


def test_every_line_is_json_whoever_wrote_it() -> None:
    code = f"""
import logging, structlog, warnings
from backend.logs import configure_logs
configure_logs("api")
structlog.contextvars.bind_contextvars(job_id=7)
structlog.get_logger("ours").info("job.ended", url="bot{TOKEN}")
logging.getLogger("theirs").warning("hello %s", "{TOKEN}")
try:
    raise LookupError("{TOKEN}")
except LookupError:
    structlog.get_logger("ours").exception("job.failed")
warnings.warn("a warning")
"""
    out = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert TOKEN not in out.stdout + out.stderr
    lines = [json.loads(line) for line in out.stdout.splitlines()]
    assert [line["logger"] for line in lines] == ["ours", "theirs", "ours", "py.warnings"]
    assert [line["level"] for line in lines] == ["info", "warning", "error", "warning"]
    assert {(line["process"], line["job_id"]) for line in lines} == {("api", 7)}
    assert "LookupError" in lines[2]["exception"]
