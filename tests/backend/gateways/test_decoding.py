from io import BytesIO
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from backend.gateways import decoding
from backend.gateways.decoding import BYTES, TooBig, TooLong, Unreadable, decode

RATE = 16_000


def encoded(  # a tone, as a file of that kind
    seconds: float, *, kind: str = "ogg", codec: str = "libopus", rate: int = 48_000
) -> bytes:
    file = BytesIO()
    samples = (0.3 * np.sin(np.arange(int(seconds * rate)) * 440 * 2 * np.pi / rate)) * 32767
    with av.open(file, "w", format=kind) as container:
        stream: Any = container.add_stream(codec, rate=rate, layout="mono")
        for start in range(0, len(samples), 960):
            piece = samples[start : start + 960].astype(np.int16)[None]
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono")
            frame.sample_rate, frame.pts = rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


@pytest.fixture(scope="module")
def note() -> bytes:
    return encoded(2.0)


class TestDecode:
    def test_reads_a_voice_note(self, note: bytes) -> None:
        found = decode(note)
        assert found.seconds == pytest.approx(2.0, abs=0.05)
        samples = np.frombuffer(found.pcm, "<i2")
        middle = np.abs(np.fft.rfft(samples[RATE // 2 : RATE * 3 // 2].astype(float)))
        assert middle.argmax() == pytest.approx(440, abs=2)

    @pytest.mark.parametrize(("kind", "codec"), [("wav", "pcm_s16le"), ("matroska", "libopus")])
    def test_reads_other_kinds(self, kind: str, codec: str) -> None:
        assert decode(encoded(1.0, kind=kind, codec=codec)).seconds == pytest.approx(1.0, abs=0.05)

    def test_keeps_what_there_is_of_a_note_cut_short(self, note: bytes) -> None:
        found = decode(note[: len(note) * 2 // 3])
        assert 0.5 < found.seconds < 2.0

    def test_leaves_out_what_is_broken(self, note: bytes) -> None:
        broken = bytearray(note)
        broken[len(note) // 2 : len(note) // 2 + 40] = b"\x00" * 40
        assert decode(bytes(broken)).seconds > 0.5

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"not a recording",
            b"OggS",
            b"OggS" + b"\xff" * 5000,
            b"RIFF\xff\xff\xff\xffWAVE",
            b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
            b"ffconcat version 1.0\nfile other.ogg\n",
        ],
    )
    def test_refuses_what_is_none(self, data: bytes) -> None:
        with pytest.raises(Unreadable):
            decode(data)

    def test_refuses_what_is_too_big(self) -> None:
        with pytest.raises(TooBig):
            decode(b"OggS" + bytes(BYTES))

    def test_refuses_what_goes_on_for_too_long_whatever_its_size(self) -> None:
        hour = encoded(75.0)
        assert len(hour) < BYTES
        with pytest.raises(TooLong):
            decode(hour)

    @pytest.mark.parametrize("rate", [1, 50, 400_000])
    def test_refuses_a_rate_that_would_blow_up(self, rate: int) -> None:
        data = bytearray(encoded(1.0, kind="wav", codec="pcm_s16le", rate=16_000))
        at = data.index(b"fmt ") + 12
        data[at : at + 4] = rate.to_bytes(4, "little")
        with pytest.raises((Unreadable, TooLong)):
            decode(bytes(data))


def test_formats_are_never_guessed() -> None:
    """A playlist that is called Ogg is read as Ogg."""
    source = Path(decoding.__file__).read_text()
    assert "format=kind" in source
    with pytest.raises(Unreadable):
        decode(b"OggS#EXTM3U\nfile:///etc/passwd\n")
