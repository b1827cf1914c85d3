"""Recordings that nobody makes by speaking."""

import io
from fractions import Fraction
from typing import Any

import av
from av.audio.frame import AudioFrame

NOT_AUDIO = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
CLAIMS_OGG = b"OggS" + bytes(range(256)) * 40


def an_hour_of_silence() -> bytes:
    """1 MB of OGG/Opus."""
    return _again_and_again(
        "ogg", "libopus", 48_000, "mono", samples=2_880, seconds=3_600, frame_duration="60"
    )


def a_bomb() -> bytes:
    """Below 2 MB of FLAC, which are 1.1 GB of samples: eight channels at 96 kHz."""
    return _again_and_again("matroska", "flac", 96_000, "7.1", samples=4_608, seconds=720)


def _again_and_again(  # what a file is made of
    kind: str, codec: str, rate: int, layout: str, *, samples: int, seconds: int, **options: str
) -> bytes:
    """One packet of silence, repeated."""
    out = io.BytesIO()
    with av.open(out, "w", format=kind) as container:
        stream: Any = container.add_stream(codec, rate=rate, layout=layout)
        stream.options = options
        data = _packet(stream, rate, layout, samples)
        for at in range(seconds * rate // samples):
            packet = av.Packet(data)
            packet.stream, packet.time_base = stream, Fraction(1, rate)
            packet.pts = packet.dts = samples * at
            packet.duration = samples
            container.mux(packet)
    return out.getvalue()


def _packet(stream: Any, rate: int, layout: str, samples: int) -> bytes:
    frame = AudioFrame(format="s16", layout=layout, samples=samples)
    frame.sample_rate = rate
    frame.planes[0].update(bytes(frame.planes[0].buffer_size))
    for at in range(10):
        frame.pts = samples * at
        found = list(stream.encode(frame))
        if found:
            return bytes(found[0])
    raise AssertionError("the encoder gives nothing")
