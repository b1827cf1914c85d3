"""The part of the stand-in for the backend that talks: an echo in the café."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx2

from backend.attempts.schemas import FeedbackOut
from backend.errors import NoTalk, NotAnOption, NotFound
from backend.exercises.grading import Verdict
from backend.exercises.kinds.type_gap import TypeGapShown
from backend.kit.levels import Level
from backend.tutor.schemas import (
    CardOut,
    ChipIn,
    EndOut,
    FactOut,
    FactsOut,
    HeardOut,
    HintOut,
    LeftOut,
    MendedOut,
    Phase,
    PhraseOut,
    PlaceIn,
    RoomOut,
    SaidIn,
    ScenarioLine,
    TalkIn,
    TalkOut,
    TranslationOut,
    TurnOut,
    TurnState,
)
from tests.bot.accounts import Accounts

CHIPS = ["Een koffie, graag.", "Een thee, alstublieft."]
SCENES = [
    ScenarioLine(key="nl-cafe", level=Level.a1, emoji="☕", title="In the café"),
    ScenarioLine(key="nl-hotel", level=Level.a2, emoji="🏨", title="At the hotel"),
]


@dataclass
class Talks(Accounts):
    """`by_model`: replies come later, in a message of somebody else. `audible`: somebody reads them
    aloud; `spoken` are those that were asked for."""

    by_model: bool = False
    turns: list[TurnOut] = field(default_factory=list)
    heard: dict[str, TurnOut] = field(default_factory=dict)
    left: bool = False
    facts: list[FactOut] = field(default_factory=list)
    card_task: bool = False
    finished: bool = False
    answered_by: str = ""
    left_behind: int | None = None
    placed: list[tuple[int, int]] = field(default_factory=list)
    audible: bool = False
    spoken: list[int] = field(default_factory=list)

    def _talk_routes(self) -> list[tuple[str, str, Callable[..., Any]]]:
        return [
            ("GET", r"/profiles/(\d+)/talks", self._room),
            ("POST", r"/profiles/(\d+)/talks", self._start),
            ("POST", r"/talks/(\d+)/turns", self._say),
            ("POST", r"/talks/(\d+)/finish", self._finish),
            ("POST", r"/talks/(\d+)/leave", self._leave),
            ("POST", r"/talks/(\d+)/resume", self._resume),
            ("POST", r"/turns/(\d+)/chip", self._tap),
            ("POST", r"/turns/(\d+)/again", self._again),
            ("GET", r"/turns/(\d+)/hint", self._talk_hint),
            ("POST", r"/turns/(\d+)/translation", self._translate),
            ("POST", r"/turns/(\d+)/stop", self._stop),
            ("POST", r"/turns/(\d+)/voice", self._speak),
            ("PUT", r"/turns/(\d+)/message", self._place),
            ("GET", r"/facts", self._facts),
            ("DELETE", r"/facts", self._forget_all),
            ("DELETE", r"/facts/(\d+)", self._forget),
        ]

    def _room(self, subject: int, _: httpx2.Request, profile_id: str) -> RoomOut:
        profile = self._own(subject, int(profile_id))
        return RoomOut(
            target=profile.target,
            level=profile.level,
            levels=[Level.a1, Level.a2],
            can_talk=self.by_model,
            scenarios=SCENES,
            left=self._talk() if self.left else None,
            facts=len(self.facts),
        )

    def _start(self, subject: int, request: httpx2.Request, profile_id: str) -> TalkOut:
        self._own(subject, int(profile_id))
        self._read(TalkIn, request)
        self.turns = [self._turn(0, "", "Goedemiddag! Wat wilt u drinken?")]
        self._goes_on(subject, 5)
        return self._talk().model_copy(update={"left_behind": self.left_behind})

    def _talk(self) -> TalkOut:
        return TalkOut(
            id=5,
            target="nl",
            guided=not self.by_model,
            phase=Phase.open,
            title="In the café",
            scene="You are in a small café.",
            role="a guest",
            goal="order something to drink",
            phrases=[PhraseOut(say="Mag ik afrekenen?", meaning="Can I pay?")],
            turn=self.turns[-1],
        )

    def _turn(self, number: int, said: str, reply: str | None) -> TurnOut:
        return TurnOut(
            id=50 + number,
            conversation_id=5,
            number=number,
            said=said,
            state=TurnState.told if reply else TurnState.waiting,
            trouble=None,
            reply=reply,
            meaning=None,
            mistakes=[],
            chips=CHIPS if reply and not self.by_model else [],
            guided=not self.by_model,
            stopped=False,
            live=True,
            goal_reached=False,
            message_id=None,
            audible=self.audible,
        )

    def _goes_on(self, subject: int, talk_id: int | None) -> None:
        user = self.users[subject]
        profiles = [
            one.model_copy(update={"conversation_id": talk_id})
            if one.id == user.profile_id
            else one
            for one in user.profiles
        ]
        self._become(subject, profiles=profiles)

    def _going_on(self, subject: int) -> bool:
        user = self.users[subject]
        return any(one.conversation_id for one in user.profiles if one.id == user.profile_id)

    def _say(self, subject: int, request: httpx2.Request, talk_id: str) -> HeardOut:
        given = self._read(SaidIn, request)
        if not self._going_on(subject):
            raise NoTalk
        if self.finished and self.card_task:
            return self._answered(given.key)
        return self._heard(given.text, given.key)

    def _heard(self, text: str, key: str) -> HeardOut:
        again = key in self.heard
        turn = self._said(text, key)
        before = self.turns[turn.number - 1].message_id
        return HeardOut(turn=turn, before=before, again=again)

    def _answered(self, key: str) -> HeardOut:
        if self.answered_by not in {"", key}:
            raise NoTalk
        self.answered_by = key
        return HeardOut(task=_verdict())

    def _said(self, text: str, key: str) -> TurnOut:
        if key not in self.heard:
            reply = None if self.by_model else f"{text} Komt eraan!"
            self.turns.append(self._turn(len(self.turns), text, reply))
            self.heard[key] = self.turns[-1]
        return self.heard[key]

    def _tap(self, subject: int, request: httpx2.Request, turn_id: str) -> HeardOut:
        chip = self._read(ChipIn, request).number
        turn = self._turn_of(turn_id)
        if chip >= len(turn.chips):
            raise NotAnOption
        return self._heard(turn.chips[chip], f"chip:{turn_id}")

    def _turn_of(self, turn_id: str) -> TurnOut:
        for turn in self.turns:
            if turn.id == int(turn_id):
                return turn
        raise NotFound

    def _again(self, subject: int, _: httpx2.Request, turn_id: str) -> HeardOut:
        return HeardOut(turn=self._turn_of(turn_id))

    def _finish(self, subject: int, _: httpx2.Request, talk_id: str) -> EndOut:
        if not self.turns:
            raise NotFound
        if not self.card_task:
            self._goes_on(subject, None)
        card = CardOut(
            conversation_id=5,
            title="In the café",
            turns=len(self.turns) - 1,
            words=12,
            goal_reached=True,
            praise=["You asked for the bill."],
            mistakes=[MendedOut(wrong="drink", right="drinken", because="After “wil”.")],
            task=TypeGapShown(sentence="Wat wil je ___?", clue=None) if self.card_task else None,
        )
        on = 5 if self.card_task else None
        again, self.finished = self.finished, True
        return EndOut(card=None if self.by_model else card, conversation_id=on, again=again)

    def _leave(self, subject: int, _: httpx2.Request, talk_id: str) -> LeftOut:
        self._goes_on(subject, None)
        self.left = True
        return LeftOut(waits=True, message_id=None)

    def _resume(self, subject: int, _: httpx2.Request, talk_id: str) -> TalkOut:
        if not self.turns:
            raise NotFound
        self._goes_on(subject, 5)
        return self._talk()

    def _talk_hint(self, subject: int, _: httpx2.Request, turn_id: str) -> HintOut:
        self._turn_of(turn_id)
        phrase = PhraseOut(say="Een koffie, graag.", meaning="A coffee, please.")
        return HintOut(about="Order something.", phrases=[phrase])

    def _translate(self, subject: int, _: httpx2.Request, turn_id: str) -> TranslationOut:
        turn = self._turn_of(turn_id)
        if self.by_model:
            return TranslationOut(turn=turn, talk=None, pending=True)
        turn = turn.model_copy(update={"meaning": "What would you like to drink?"})
        talk = self._talk().model_copy(update={"turn": turn}) if turn.number == 0 else None
        return TranslationOut(turn=turn, talk=talk, pending=False)

    def _speak(self, subject: int, _: httpx2.Request, turn_id: str) -> httpx2.Response:
        if not self.audible:
            raise NotAnOption
        self.spoken.append(self._turn_of(turn_id).id)
        return httpx2.Response(204)

    def _stop(self, subject: int, _: httpx2.Request, turn_id: str) -> TurnOut:
        return self._turn_of(turn_id)

    def _place(self, subject: int, request: httpx2.Request, turn_id: str) -> TurnOut:
        placed = self._read(PlaceIn, request).message_id
        self.placed.append((self._turn_of(turn_id).id, placed))
        self.changes(turn_id, message_id=placed)
        return self._turn_of(turn_id)

    def changes(self, turn_id: int | str, **values: object) -> TurnOut:
        """What a worker, or a learner elsewhere, has made of a turn."""
        turn = self._turn_of(str(turn_id)).model_copy(update=values)
        self.turns[turn.number] = turn
        return turn

    def _facts(self, subject: int, _: httpx2.Request) -> FactsOut:
        return FactsOut(
            facts=self.facts[:8],
            total=len(self.facts),
            page=0,
            pages=1,
            remembers=self.by_model,
        )

    def _forget(self, subject: int, request: httpx2.Request, fact_id: str) -> FactsOut:
        self.facts = [fact for fact in self.facts if fact.id != int(fact_id)]
        return self._facts(subject, request)

    def _forget_all(self, subject: int, request: httpx2.Request) -> FactsOut:
        self.facts = []
        return self._facts(subject, request)


def _verdict() -> FeedbackOut:
    return FeedbackOut(
        verdict=Verdict.correct,
        said="drinken",
        right="Wat wil je drinken?",
        because=None,
        why="After “wil”.",
        meaning=None,
        pieces=[],
    )
