import math
import struct

import pytest

from backend.gateways.sound import NotSound, seconds, slowed, to_opus

RATE = 22_050


def a_tone(length: float, hertz: float = 440) -> bytes:
    """Samples of 16 bits at RATE."""
    turn = 2 * math.pi * hertz / RATE
    samples = (int(8000 * math.sin(turn * at)) for at in range(int(RATE * length)))
    return b"".join(struct.pack("<h", sample) for sample in samples)


class TestToOpus:
    def test_lasts_as_long_as_the_samples(self) -> None:
        assert seconds(to_opus(a_tone(2), RATE)) == pytest.approx(2, abs=0.03)

    def test_is_small(self) -> None:
        assert len(to_opus(a_tone(2), RATE)) < 16_000


class TestSlowed:
    def test_takes_a_third_longer_at_three_quarters(self) -> None:
        sound = to_opus(a_tone(4), RATE)

        assert seconds(slowed(sound, 0.75)) == pytest.approx(seconds(sound) / 0.75, rel=0.02)

    def test_refuses_what_is_no_sound(self) -> None:
        with pytest.raises(NotSound):
            slowed(b"not a sound", 0.75)


class TestSeconds:
    @pytest.mark.parametrize("data", [b"", b"OggS", b"\0" * 10_000, b"ID3" + b"\xff" * 5_000])
    def test_of_what_is_no_sound(self, data: bytes) -> None:
        with pytest.raises(NotSound):
            seconds(data)

    def test_of_hours_of_silence_in_a_small_file_stops_at_the_limit(self) -> None:
        silence = to_opus(bytes(2 * 8_000 * 400), 8_000)
        assert len(silence) < 100_000

        with pytest.raises(NotSound, match="longer"):
            seconds(silence)
