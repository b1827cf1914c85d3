import struct
import subprocess
import sys
import zlib
from base64 import b64encode
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
    seconds: float,
    *,
    kind: str = "ogg",
    codec: str = "libopus",
    rate: int = 48_000,
    **told: str,
) -> bytes:
    file = BytesIO()
    samples = (0.3 * np.sin(np.arange(int(seconds * rate)) * 440 * 2 * np.pi / rate)) * 32767
    with av.open(file, "w", format=kind) as container:
        container.metadata.update(told)
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


def a_picture(side: int) -> bytes:
    """A black square: of each three megabytes of pixels there are three kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    packer, row = zlib.compressobj(9), bytes(1 + 3 * side)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def with_a_cover(picture: bytes) -> bytes:
    """A second of a voice note, with a picture on its cover."""
    told = (b"image/png", b"")
    parts = [struct.pack(">I", 3), *(struct.pack(">I", len(one)) + one for one in told)]
    parts += [struct.pack(">IIIII", 0, 0, 0, 0, len(picture)), picture]
    return encoded(1.0, METADATA_BLOCK_PICTURE=b64encode(b"".join(parts)).decode())


DECODES = """
import resource, sys
from pathlib import Path
from backend.gateways.decoding import SoundError, decode
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    print(decode(Path(sys.argv[1]).read_bytes()).seconds)
except SoundError as error:
    print(type(error).__name__)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def decoded_elsewhere(data: bytes, folder: Path) -> tuple[str, int]:
    """What came of it in a process of its own, and the kilobytes that this took."""
    file = folder / "sound"
    file.write_bytes(data)
    command = [sys.executable, "-c", DECODES, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    came, took = done.stdout.split()
    return came, int(took)


class TestTheMemoryThatItTakes:
    MOST = 150_000  # kilobytes, most of which the library takes to be loaded

    def test_is_not_that_of_a_picture_on_the_cover(self, tmp_path: Path) -> None:
        data = with_a_cover(a_picture(12_000))
        assert len(data) > 400_000
        assert len(data) < BYTES
        came, took = decoded_elsewhere(data, tmp_path)
        assert float(came) == pytest.approx(1.0, abs=0.1)
        assert took < self.MOST

    def test_is_not_that_of_text_that_is_only_told_of(self, tmp_path: Path) -> None:
        data = bytearray(encoded(1.0, kind="wav", codec="pcm_s16le"))
        for name, size in ((b"LIST", 2**31 - 100), (b"ISFT", 2**31 - 200)):
            place = data.index(name) + 4
            data[place : place + 4] = struct.pack("<I", size)
        came, took = decoded_elsewhere(bytes(data), tmp_path)
        assert came == "Unreadable"  # the sound stands behind it
        assert took < self.MOST

    def test_is_not_that_of_packets_that_are_only_told_of(self, tmp_path: Path) -> None:
        data = bytearray(encoded(1.0, kind="mp4", codec="aac"))
        many = struct.pack(">I", 15_000_000)
        for name, at in ((b"stsz", 12), (b"stts", 12), (b"stsc", 16)):
            place = data.index(name) + at
            data[place : place + 4] = many
        place = data.index(b"stsz") + 8  # each of one byte
        data[place : place + 4] = struct.pack(">I", 1)
        came, took = decoded_elsewhere(bytes(data), tmp_path)
        assert came == "Unreadable"
        assert took < self.MOST


def test_only_codecs_of_sound_are_opened() -> None:
    with pytest.raises(Unreadable):
        decode(encoded(1.0, kind="matroska", codec="ac3"))
