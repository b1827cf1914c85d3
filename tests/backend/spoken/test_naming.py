import pytest

from backend.spoken.naming import digest_of, name_of
from backend.spoken.schemas import Pace

GIVEN = {"text": "I am here.", "language": "en", "engine": "local-1", "voice": "joe"}


def digest(pace: Pace = Pace.normal, /, **changes: str) -> str:
    it = {**GIVEN, **changes}
    return digest_of(it["text"], it["language"], engine=it["engine"], voice=it["voice"], pace=pace)


class TestDigest:
    @pytest.mark.parametrize(
        "changes",
        [{"text": "I am there."}, {"language": "nl"}, {"engine": "google"}, {"voice": "kore"}],
    )
    def test_differs_with_whatever_makes_it_sound_otherwise(self, changes: dict[str, str]) -> None:
        assert digest(**changes) != digest()

    def test_differs_by_pace(self) -> None:
        assert digest(Pace.slow) != digest()

    def test_is_the_same_however_the_text_is_laid_out(self) -> None:
        assert digest(text="  I am\n here. ") == digest()

    def test_is_not_fooled_by_where_one_part_ends(self) -> None:
        assert digest(engine="a", voice="bc") != digest(engine="ab", voice="c")

    def test_names_a_file_that_the_storage_takes(self) -> None:
        assert name_of(digest()) == f"spoken/{digest()}.ogg"
