"""What can be talked about. Pure."""

from typing import Any

from aiogram.utils.formatting import Bold, as_list

from backend.kit.levels import Level
from backend.tutor.schemas import RoomOut
from bot.chat.callbacks import MemoryPressed, ScenePressed, TalkFreelyPressed, TalkOnPressed
from bot.chat.view import MAX_CHIP
from bot.menu import ChatPressed, HomePressed
from bot.screen import Row, Screen, button, keyboard, shortened
from bot.texts import Texts


def room(it: RoomOut, level: Level | None, texts: Texts) -> Screen:
    """The scenes of one level, the learner's unless another is named, and
    the talk that was left."""
    shown = _level(it, level)
    how = texts("chat-how") if it.can_talk else texts("chat-how-guided")
    lines: list[Any] = [Bold(texts("chat-title")), how]
    rows: list[Row] = []
    if it.left is not None:
        title = it.left.title or texts("talk-free-title")
        label = texts("button-talk-on", title=shortened(title, MAX_CHIP))
        rows.append([button(label, TalkOnPressed(talk_id=it.left.id), style="primary")])
    if it.can_talk:
        rows.append([button(texts("button-talk-freely"), TalkFreelyPressed())])
    if not it.scenarios:
        lines += ["", texts("chat-no-scenes")]
    else:
        rows += _scenes(it, shown)
    return Screen(as_list(*lines), keyboard(*rows, _last(it, texts)))


def _level(it: RoomOut, level: Level | None) -> Level | None:
    """The nearest to the one that is wanted, of those that have scenes."""
    wanted = level or it.level
    return min(it.levels, key=lambda each: abs(each.rank - wanted.rank), default=None)


def _scenes(it: RoomOut, shown: Level | None) -> list[Row]:
    levels = [
        button(("✅ " if level is shown else "") + level, ChatPressed(level=level))
        for level in it.levels
    ]
    scenes = [
        [button(f"{each.emoji} {each.title}", ScenePressed(key=each.key))]
        for each in it.scenarios
        if each.level is shown
    ]
    return [levels if len(levels) > 1 else [], *scenes]


def _last(it: RoomOut, texts: Texts) -> Row:
    memory = [button(texts("button-memory"), MemoryPressed())] if it.facts or it.can_talk else []
    return [*memory, button(texts("button-home"), HomePressed())]
