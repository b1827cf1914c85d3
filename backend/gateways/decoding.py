"""Recordings of any kind as plain samples, by PyAV (the extra `speech`). Everything is bounded.

SoundError
├── TooBig       more bytes than a voice note of the longest duration has
├── TooLong      it goes on for more than a minute, whatever its header says
└── Unreadable   no recording, of no kind that is read here, or nothing in it
"""

import importlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from backend.speech.heard import RATE, Sound

BYTES = 2_000_000
SECONDS = 60.0
_SLACK = 0.5  # seconds: a note of a minute has a little more, to fill its last packet
_RATES = range(4_000, 192_001)  # Hz: a header that tells of others blows up when resampled
_CHANNELS = range(1, 9)
_BROKEN = 200  # packets that cannot be decoded before the rest is given up
# The format is never guessed by the library: among those it knows are playlists, which open
# further files and addresses. MP4 and MP3 are not among ours: two thousand bytes may tell of so
# many packets that their table alone fills the memory, and tags may be packed.
_FORMATS = (
    (b"OggS", "ogg"),
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"RIFF", "wav"),
)
# Nor is anything decoded but sound: a picture on the cover, opened to see what it is, may be a
# gigabyte that was packed into one.
_PCM = ("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le")
_CODECS = ("opus", "libopus", "vorbis", "flac", *_PCM)
_HEADER, _CHUNK = 12, 8  # bytes of RIFF: what stands before its chunks, and before each of them


class SoundError(Exception):
    """A recording that cannot be listened to."""


class TooBig(SoundError):
    pass


class TooLong(SoundError):
    pass


class Unreadable(SoundError):
    pass


def decode(data: bytes, *, longest: float = SECONDS, biggest: int = BYTES) -> Sound:
    """The samples of a voice note or another recording; of one cut short, what there is.

    `longest` in seconds, `biggest` in bytes. Raises SoundError.
    """
    if len(data) > biggest:
        raise TooBig(f"a recording of {len(data)} bytes; {biggest} is the most")
    kind = next((kind for mark, kind in _FORMATS if data.startswith(mark)), None)
    if kind is None:
        raise Unreadable("no kind of recording that is read here")
    if kind == "wav":
        data = _bare(data)
    av = importlib.import_module("av")  # 30 MB that only a process which listens needs
    try:
        with av.open(
            BytesIO(data),
            format=kind,
            options={"codec_whitelist": ",".join(_CODECS)},
            metadata_errors="ignore",
        ) as container:
            pcm = b"".join(_samples(av, container, longest))
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        raise Unreadable(f"broken: {error}") from error
    if not pcm:
        raise Unreadable("there is no sound in it")
    return Sound(pcm)


def _bare(data: bytes) -> bytes:
    """A RIFF file without anything but sound: of other chunks the library believes how big they say
    they are."""
    kept, at = b"", _HEADER
    while at + _CHUNK <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + _CHUNK], "little")
        body = data[at + _CHUNK : at + _CHUNK + size]
        if name in (b"fmt ", b"data"):
            kept += name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
        at += _CHUNK + size + size % 2
    return b"RIFF" + (4 + len(kept)).to_bytes(4, "little") + b"WAVE" + kept


def _samples(av: Any, container: Any, longest: float) -> Iterator[bytes]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    seconds = 0.0
    for frame in _frames(av, container):
        if frame.sample_rate not in _RATES or frame.layout.nb_channels not in _CHANNELS:
            raise Unreadable("a sampling rate or a number of channels that nobody records with")
        seconds += frame.samples / frame.sample_rate
        if seconds > longest + _SLACK:
            raise TooLong(f"a recording of more than {longest:.0f} s")
        frame.pts = None  # a jump in time would be filled, or refused
        for plain in resampler.resample(frame):
            yield plain.to_ndarray().tobytes()
    for plain in resampler.resample(None):
        yield plain.to_ndarray().tobytes()


def _frames(av: Any, container: Any) -> Iterator[Any]:
    """Decoded frames; broken packets are left out, and what follows the end of a cut file."""
    broken = 0
    stream = container.streams.audio[0]
    if stream.codec_context is None or stream.codec_context.name not in _CODECS:
        raise Unreadable("a codec that nobody records with")
    frames = container.decode(stream)
    while broken < _BROKEN:
        try:
            yield next(frames)
        except (StopIteration, av.error.EOFError):
            return
        except av.error.InvalidDataError:
            broken += 1
