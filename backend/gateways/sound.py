"""Sound in the one form that goes out: OGG with Opus, mono, as Telegram takes for a voice note.

By PyAV, which brings its codecs along: no program is started. Everything here takes processor time
(8 s of speech are slowed in about 0.1 s), so it is called in a thread.
"""

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
from av.audio.frame import AudioFrame

OPUS_RATE = 48_000  # Hz: the only rate at which Opus tells its time
BIT_RATE = 32_000  # bits a second: speech sounds as it was
LONGEST = 300.0  # seconds that are ever decoded: a small file may hold hours of silence


class NotSound(ValueError):
    """It cannot be decoded, holds nothing, or more than LONGEST."""


def to_opus(samples: bytes, rate: int) -> bytes:
    """OGG/Opus of mono samples of 16 bits, little-endian, `rate` in Hz."""
    frame = AudioFrame(format="s16", layout="mono", samples=len(samples) // 2)
    frame.sample_rate = rate
    frame.planes[0].update(samples[: len(samples) // 2 * 2])
    return _written([frame])


def slowed(sound: bytes, pace: float) -> bytes:
    """The same, at `pace` of its speed (0.5 to 2), as high as before. Raises NotSound."""
    return _written(_at_pace(_frames(sound), pace))


def seconds(sound: bytes) -> float:
    """How long it really is, whatever its header says. Raises NotSound."""
    return sum(frame.samples / frame.sample_rate for frame in _frames(sound))


def _frames(sound: bytes) -> Iterator[AudioFrame]:
    length = 0.0
    try:
        with av.open(io.BytesIO(sound), "r") as container:
            for frame in container.decode(audio=0):
                length += frame.samples / frame.sample_rate
                if length > LONGEST:
                    raise NotSound(f"longer than {LONGEST:g} s")
                yield frame
    except (av.FFmpegError, IndexError) as error:
        raise NotSound("not a recording that can be decoded") from error
    if not length:
        raise NotSound("there is no sound in it")


def _at_pace(frames: Iterator[AudioFrame], pace: float) -> Iterator[AudioFrame]:
    graph = None
    for frame in frames:
        if graph is None:
            graph = av.filter.Graph()
            graph.link_nodes(
                graph.add_abuffer(
                    format=frame.format.name,
                    sample_rate=frame.sample_rate,
                    layout=frame.layout.name,
                    time_base=Fraction(1, frame.sample_rate),
                ),
                graph.add("atempo", str(pace)),
                graph.add("abuffersink"),
            ).configure()
        graph.push(frame)
        yield from _pulled(graph)
    if graph is not None:
        graph.push(None)
        yield from _pulled(graph)


def _pulled(graph: av.filter.Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            pulled = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(pulled, AudioFrame)
        yield pulled


def _written(frames: Iterable[AudioFrame]) -> bytes:
    out = io.BytesIO()
    resampler = av.AudioResampler(format="s16", layout="mono", rate=OPUS_RATE)
    with av.open(out, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=OPUS_RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        at = 0
        for frame in frames:
            for even in resampler.resample(frame):
                even.pts, at = at, at + even.samples
                even.time_base = Fraction(1, OPUS_RATE)
                container.mux(stream.encode(even))
        for even in resampler.resample(None):
            even.pts, at = at, at + even.samples
            even.time_base = Fraction(1, OPUS_RATE)
            container.mux(stream.encode(even))
        container.mux(stream.encode(None))
    return out.getvalue()
