from pathlib import Path

from infra.local.settings import read_setup
from infra.local.stack import Stack

MODEL = "PARLEY_LLM_MODEL"


def environment(root: Path, **given: str) -> dict[str, str]:
    return Stack(read_setup(root, given)).environment()


class TestLocalModel:
    def test_is_there_when_it_is_asked_for(self, tmp_path: Path) -> None:
        told = environment(tmp_path, PARLEY_LOCAL_LLM="1", PARLEY_LLM_PORT="8999")
        assert told["PARLEY_LLM_BASE_URL"] == "http://127.0.0.1:8999/v1"
        assert told[MODEL] and told["PARLEY_LLM_API_KEY"]

    def test_is_not_there_otherwise(self, tmp_path: Path) -> None:
        assert MODEL not in environment(tmp_path)

    def test_gives_way_to_one_that_is_named(self, tmp_path: Path) -> None:
        told = environment(tmp_path, PARLEY_LOCAL_LLM="1", PARLEY_LLM_MODEL="parley-large")
        assert told[MODEL] == "parley-large"
