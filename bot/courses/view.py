"""The courses of one person. Pure."""

from collections.abc import Sequence

from aiogram.types import CopyTextButton
from aiogram.utils.formatting import Bold, Text, as_list

from backend.exercises.schemas import LanguageOut
from backend.profiles.schemas import ProfileOut
from bot.courses.callbacks import CoursePressed, InvitePressed
from bot.lessons.view import practise_button
from bot.menu import CoursesPressed, NewCoursePressed
from bot.screen import Button, Row, Screen, button, flow, keyboard
from bot.start.callbacks import TargetPressed
from bot.start.view import WIDEST_ROW, named
from bot.texts import Texts


def courses(
    profiles: Sequence[ProfileOut],
    active: int | None,
    languages: Sequence[LanguageOut],
    texts: Texts,
) -> Screen:
    """One row a course, the active one marked; a further one can be begun if there is one."""
    known = {one.code: named(one, texts) for one in languages}
    rows: list[Row] = [
        [
            button(
                ("✅ " if one.id == active else "")
                + f"{known.get(one.target, one.target)} · {one.level}",
                CoursePressed(profile_id=one.id),
            )
        ]
        for one in sorted(profiles, key=lambda profile: profile.id)
    ]
    more = [button(texts("button-new-course"), NewCoursePressed())]
    text = as_list(Bold(texts("courses-title")), texts("courses-how"))
    offer = more if further(profiles, languages) else []
    invited = [button(texts("button-invite"), InvitePressed())]
    return Screen(text, keyboard(*rows, offer, invited, [practise_button(texts)]))


def invite(language: LanguageOut | None, target: str, url: str, texts: Texts) -> Screen:
    name = named(language, texts) if language else target
    copying = Button(text=texts("button-copy-link"), copy_text=CopyTextButton(text=url))
    back = button(texts("button-back"), CoursesPressed())
    return Screen(Text(texts("invite", language=name), "\n", url), keyboard([copying], [back]))


def new_course(
    profiles: Sequence[ProfileOut], languages: Sequence[LanguageOut], texts: Texts
) -> Screen:
    native = profiles[0].native if profiles else texts.locale
    targets = [
        button(named(one, texts), TargetPressed(native=native, target=one.code))
        for one in further(profiles, languages)
    ]
    rows = flow(targets, most=2, widest=WIDEST_ROW)
    back = [button(texts("button-back"), CoursesPressed())]
    return Screen(as_list(Bold(texts("ask-language"))), keyboard(*rows, back))


def further(profiles: Sequence[ProfileOut], languages: Sequence[LanguageOut]) -> list[LanguageOut]:
    taken = {one.target for one in profiles}
    return [one for one in languages if one.code not in taken]
