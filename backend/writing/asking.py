"""Pure: what a model is asked about a text."""

from collections.abc import Mapping
from functools import lru_cache

from pydantic import Field, create_model

from backend.judging.asking import language
from backend.llm.asking import Asked, Line, Role
from backend.llm.prompts import as_data, prompt
from backend.writing.assessing import Written
from backend.writing.schemas import MOST_CORRECTIONS, MOST_SAID, Part, Remark, Remarks, Said


def assessing(it: Written, skills: Mapping[str, str], *, user_id: int | None) -> Asked:
    """`skills`: key -> title, of those that a correction may name."""
    data = as_data(
        task={
            "situation": it.content.show((), "en").situation,
            "points": it.content.points_in("en"),
            "words": {"least": it.content.least, "most": it.content.most},
            "level": it.level,
        },
        skills=dict(skills),
        learner_text=it.text,
    )
    words = {
        "target": language(it.target),
        "native": language(it.native),
        "level": it.level.value,
        "most": str(MOST_CORRECTIONS),
    }
    # Nobody is kept waiting: practice goes on after some seconds.
    return Asked(Role.critique, prompt("grade_writing", **words), (Line("user", data),), user_id)


@lru_cache(maxsize=64)
def remarks_in(native: str, target: str) -> type[Remarks]:
    """The shape of what is remarked, each field with its language."""
    own, other = language(native), language(target)
    remark = create_model(
        "Remark",
        __base__=Remark,
        correction=(Part, Field(description=f"what belongs in place of the quote, in {other}")),
        reason=(Said, Field(description=f"one short sentence in {own}: why")),
    )
    return create_model(
        "Remarks",
        __base__=Remarks,
        corrections=(
            list[remark],
            Field(max_length=MOST_CORRECTIONS, description="in the order of the text"),
        ),
        went_well=(
            list[Said],
            Field(max_length=3, description=f"one or two concrete things that went well, in {own}"),
        ),
        practise=(
            str,
            Field(max_length=MOST_SAID, description=f"the one thing to practise next, in {own}"),
        ),
    )
