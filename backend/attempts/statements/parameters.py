"""Every parameter of the statements here, with its type."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    SmallInteger,
    String,
    TextClause,
    bindparam,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

from backend.exercises.kinds.union import SPOKEN

_NAMES: Mapping[TypeEngine[Any], str] = {
    BigInteger(): """attempt_id profile_id user_id bot_id exercise_id closing last place again
        beyond ceiling answered set_answered set_right session_sets answered_today right_today
        sets_today streak best_streak next_id last_exercise_id next_exercise_id next_point_id focus
        message_id chat_id""",
    SmallInteger(): "next_number freezes opinion_run",
    ARRAY(SmallInteger()): "next_order",
    ARRAY(BigInteger()): "mended reported",
    Boolean(): "streak_grew self_checked speaks",
    DateTime(timezone=True): "now rest_until last_answered_at",
    Date(): "day streak_day freeze_day frozen_day",
    String(): "provider subject key native target verdict reply next_because judging digest",
    JSONB(none_as_null=True): "said memories reviews slips",
}
_TYPES = {name: type_ for type_, names in _NAMES.items() for name in names.split()}

# As SQL lists them.
SPOKEN_KINDS = ", ".join(f"'{kind}'" for kind in sorted(SPOKEN))


def statement(sql: str) -> TextClause:
    """`sql` with its `:names` typed, so that the server never has to guess."""
    names = sorted(set(re.findall(r"(?<!:):([a-z_]+)", sql)))
    return text(sql).bindparams(*(bindparam(name, type_=_TYPES[name]) for name in names))
