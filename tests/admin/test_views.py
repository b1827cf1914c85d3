"""What an admin reads, whatever is written there."""

from typing import Any

import pytest

from backend.admin.schemas import AppealLine, CardOut, ReviewOut
from backend.kit.clock import utc_now
from backend.kit.levels import Level
from backend.quality.schemas import Cause, FlagReason
from bot.admin import view
from bot.screen import MAX_TEXT, units
from bot.texts import LOCALES, Texts

LONG = "<b>een heel lang stuk tekst & meer</b> 🦜 " * 6


def a_card(**fields: Any) -> CardOut:
    given = {
        "inspection_id": 5,
        "exercise_id": 9,
        "key": "nl-er-read-text-3",
        "version": 1,
        "language": "nl",
        "level": Level.a2,
        "kind": "read_text",
        "topic": "food",
        "hidden": True,
        "cause": Cause.broken,
        "opened_at": utc_now(),
        "fields": {"text": "Dit is een tekst."},
        "right": "goed",
        "figures": {"exposures": 30, "right": 9, "facility": [0.2, 0.4]},
        "wrong": {"duur": 3},
        "reasons": {FlagReason.two_keys: 2},
        "appeals": [AppealLine(appeal_id=1, said="voordelig", people=3)],
        "opinion": None,
        "provenance": None,
        **fields,
    }
    return CardOut(**given)


def shown(card: CardOut, locale: str = "en") -> dict[str, Any]:
    counts = {"position": 1, "total": 1, "decided": 0, "skipped": 0, "elsewhere": 0}
    return view.review(ReviewOut(card=card, back_in=None, **counts), Texts(locale)).kwargs()


class TestACard:
    @pytest.mark.parametrize("locale", LOCALES)
    @pytest.mark.parametrize("texts", [12, 40, 200])
    def test_with_many_texts_still_says_what_people_say_of_it(
        self, locale: str, texts: int
    ) -> None:
        fields = {f"questions.{n}.question": LONG for n in range(texts)}
        text = shown(a_card(fields=fields), locale)["text"]
        assert units(text) <= MAX_TEXT
        assert "voordelig" in text
        assert "questions.0" in text

    def test_with_everything_a_model_may_say_still_says_what_it_asks(self) -> None:
        fixes = [{"path": f"wrong.{n}.text", "text": LONG} for n in range(6)]
        said = {"verdict": "fix", "problem": "other", "sure": 90, "because": LONG * 3}
        opinion = {**said, "fixes": fixes, "problems": [LONG] * 5, "model": "m" * 128}
        appeals = [AppealLine(appeal_id=n, said=LONG, people=n) for n in (1, 2, 3)]
        card = a_card(
            fields={f"questions.{n}.question": LONG for n in range(30)},
            opinion=opinion,
            appeals=appeals,
            provenance={"gates": ["schema"] * 100},
        )
        text = shown(card)["text"]
        assert units(text) <= MAX_TEXT
        assert "questions.0" in text
        assert all(f"{n}. 🙋" in text for n in (1, 2, 3))

    def test_says_signs_of_a_markup_language_as_they_are(self) -> None:
        card = a_card(fields={"text": "<b>vet</b> & <i"})
        sent = shown(card)
        assert "<b>vet</b> & <i" in sent["text"]
        assert sent["parse_mode"] is None
