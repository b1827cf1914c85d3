"""Voices: the local ones for real, Google's by its real protocol from a server that plays it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import grpc  # type: ignore[import-untyped]
import pytest
from google.cloud.texttospeech_v1 import (
    AudioEncoding,
    SynthesizeSpeechRequest,
    SynthesizeSpeechResponse,
)

from backend.gateways import speaking_local
from backend.gateways.sound import seconds
from backend.gateways.speaking import LONGEST, NoAnswer, NoVoice, Refused, SpeakingError
from backend.gateways.speaking_google import GoogleSpeaker, to_address
from backend.gateways.speaking_local import LocalSpeaker

METHOD = "/google.cloud.texttospeech.v1.TextToSpeech/SynthesizeSpeech"
OPUS = b"OggS spoken"


@dataclass
class PlayedGoogle:
    """What it was asked, and how it answers: with sound, or with this status."""

    asked: list[SynthesizeSpeechRequest] = field(default_factory=list)
    sound: bytes = OPUS
    fails: grpc.StatusCode | None = None

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler | None:
        if details.method != METHOD:
            return None
        return grpc.unary_unary_rpc_method_handler(
            self._speak,
            request_deserializer=SynthesizeSpeechRequest.deserialize,
            response_serializer=SynthesizeSpeechResponse.serialize,
        )

    async def _speak(
        self, request: SynthesizeSpeechRequest, context: grpc.aio.ServicerContext
    ) -> SynthesizeSpeechResponse:
        self.asked.append(request)
        if self.fails is not None:
            await context.abort(self.fails, "as the test wants it")
        return SynthesizeSpeechResponse(audio_content=self.sound)


@pytest.fixture
async def google() -> AsyncIterator[tuple[GoogleSpeaker, PlayedGoogle]]:
    played = PlayedGoogle()
    server = grpc.aio.server()
    server.add_generic_rpc_handlers([played])
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    speaker = GoogleSpeaker({"en": "en-GB-Chirp3-HD-Kore"}, to_address(f"127.0.0.1:{port}"))
    yield speaker, played
    await speaker.aclose()
    await server.stop(None)


class TestGoogle:
    async def test_is_asked_for_opus_in_the_voice_of_the_language(
        self, google: tuple[GoogleSpeaker, PlayedGoogle]
    ) -> None:
        speaker, played = google
        assert await speaker.speak("Добро  утро!\n", "bg") == OPUS
        assert await speaker.speak("Good morning!", "en") == OPUS

        by_language, by_name = played.asked
        assert by_language.input.text == "Добро утро!"
        assert (by_language.voice.language_code, by_language.voice.name) == ("bg-BG", "")
        assert by_language.audio_config.audio_encoding is AudioEncoding.OGG_OPUS
        assert by_name.voice.language_code == "en-GB"
        assert by_name.voice.name == "en-GB-Chirp3-HD-Kore" == speaker.voice("en")

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (grpc.StatusCode.INVALID_ARGUMENT, Refused),
            (grpc.StatusCode.PERMISSION_DENIED, Refused),
            (grpc.StatusCode.UNAUTHENTICATED, Refused),
            (grpc.StatusCode.RESOURCE_EXHAUSTED, NoAnswer),
            (grpc.StatusCode.UNAVAILABLE, NoAnswer),
            (grpc.StatusCode.DEADLINE_EXCEEDED, NoAnswer),
        ],
    )
    async def test_is_asked_once_and_its_no_comes_in_our_words(
        self,
        google: tuple[GoogleSpeaker, PlayedGoogle],
        status: grpc.StatusCode,
        error: type[SpeakingError],
    ) -> None:
        speaker, played = google
        played.fails = status

        with pytest.raises(error):
            await speaker.speak("Good morning!", "en")
        assert len(played.asked) == 1

    async def test_that_answers_without_sound_has_not_answered(
        self, google: tuple[GoogleSpeaker, PlayedGoogle]
    ) -> None:
        speaker, played = google
        played.sound = b""

        with pytest.raises(NoAnswer):
            await speaker.speak("Good morning!", "en")

    @pytest.mark.parametrize("text", ["", " \n", "a" * (LONGEST + 1)])
    async def test_is_not_asked_to_read_nothing_or_a_book(
        self, google: tuple[GoogleSpeaker, PlayedGoogle], text: str
    ) -> None:
        speaker, played = google
        with pytest.raises(ValueError, match="characters"):
            await speaker.speak(text, "en")
        assert played.asked == []


@pytest.fixture(scope="module")
def local() -> LocalSpeaker:
    return LocalSpeaker()


class TestLocal:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "The train leaves at half past nine."),
            ("nl", "De trein vertrekt om half tien."),
            ("bg", "Влакът тръгва в девет и половина."),
            ("sr", "Voz polazi u pola deset."),
        ],
    )
    async def test_reads_every_language_that_is_taught(
        self, local: LocalSpeaker, language: str, text: str
    ) -> None:
        spoken = await local.speak(text, language)

        assert spoken.startswith(b"OggS")
        assert 1 < seconds(spoken) < 6

    async def test_reads_english_without_piper_too(
        self, local: LocalSpeaker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(speaking_local, "_installed", "espeakng_loader".__eq__)
        assert local.voice("en") == "espeak-en"
        assert seconds(await local.speak("Good morning!", "en")) > 0.4

    async def test_says_that_it_has_no_voice(self, local: LocalSpeaker) -> None:
        with pytest.raises(NoVoice, match="qq"):
            await local.speak("Good morning!", "qq")
