"""Google Cloud Text-to-Speech: natural voices in some seventy languages, paid by the character.

It finds its account by itself, as all of Google's clients do: GOOGLE_APPLICATION_CREDENTIALS names
the file of a service account, or the machine is Google's own.
"""

from google.api_core.exceptions import (
    Forbidden,
    GoogleAPICallError,
    InvalidArgument,
    RetryError,
    Unauthenticated,
)
from google.auth.exceptions import GoogleAuthError
from google.cloud.texttospeech_v1 import (
    AudioConfig,
    AudioEncoding,
    SynthesisInput,
    TextToSpeechAsyncClient,
    VoiceSelectionParams,
)
from google.cloud.texttospeech_v1.services.text_to_speech.transports import (
    TextToSpeechGrpcAsyncIOTransport,
)
from grpc import aio  # type: ignore[import-untyped]

from backend.gateways.speaking import NoAnswer, Refused, checked

PATIENCE = 15.0  # seconds for one text; whoever asks tries again later
# Where a language is spoken in more than one country, the one that the course teaches.
LOCALES = {"en": "en-GB", "nl": "nl-NL", "bg": "bg-BG", "sr": "sr-RS", "pt": "pt-PT"}


class GoogleSpeaker:
    """`voices`: by language a name of Google's, as en=en-GB-Chirp3-HD-Kore; else its own choice."""

    engine = "google"

    def __init__(self, voices: dict[str, str], transport: TextToSpeechGrpcAsyncIOTransport) -> None:
        self._voices = voices
        self._client = TextToSpeechAsyncClient(transport=transport)

    def voice(self, language: str) -> str:
        return self._voices.get(language, LOCALES.get(language, language))

    async def speak(self, text: str, language: str) -> bytes:
        text, voice = checked(text), self.voice(language)
        try:
            spoken = await self._client.synthesize_speech(
                input=SynthesisInput(text=text),
                voice=_chosen(voice),
                audio_config=AudioConfig(audio_encoding=AudioEncoding.OGG_OPUS),
                retry=None,  # the job that asks is the one owner of retries
                timeout=PATIENCE,
            )
        except (InvalidArgument, Forbidden, Unauthenticated) as error:
            raise Refused(type(error).__name__) from error
        except (GoogleAPICallError, GoogleAuthError, RetryError) as error:
            raise NoAnswer(type(error).__name__) from error
        if not spoken.audio_content:
            raise NoAnswer("an answer without sound")
        return bytes(spoken.audio_content)

    async def aclose(self) -> None:
        await self._client.transport.close()  # type: ignore[no-untyped-call]


def to_google() -> TextToSpeechGrpcAsyncIOTransport:
    """The way to Google itself. Raises GoogleAuthError where no account is found."""
    return TextToSpeechGrpcAsyncIOTransport()


def to_address(address: str) -> TextToSpeechGrpcAsyncIOTransport:
    """The way to a server of one's own, unencrypted."""
    return TextToSpeechGrpcAsyncIOTransport(channel=aio.insecure_channel(address))


def _chosen(voice: str) -> VoiceSelectionParams:
    parts = voice.split("-")
    if len(parts) > 2:  # noqa: PLR2004 - a locale has two parts, a voice's name more
        return VoiceSelectionParams(language_code="-".join(parts[:2]), name=voice)
    return VoiceSelectionParams(language_code=voice)
