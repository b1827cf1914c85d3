"""Opus packets out of a WebM recording: what browsers write that cannot record OGG."""

from collections.abc import Iterator

SEGMENT, CLUSTER, BLOCK_GROUP = 0x18538067, 0x1F43B675, 0xA0
BLOCK, SIMPLE_BLOCK = 0xA1, 0xA3
INSIDE = {SEGMENT, CLUSTER, BLOCK_GROUP}
LACING = 0x06


def opus_packets(content: bytes) -> list[bytes]:
    """The packets in order. Empty when the file holds no unlaced Opus blocks."""
    if b"A_OPUS" not in content[:4096]:
        return []
    return [_packet(content[start:end]) for start, end in _blocks(content)]


def _blocks(content: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(content):
        element, at = _number(content, at, keep_marker=True)
        size, at = _number(content, at, keep_marker=False)
        # Containers are entered, which also serves those whose size is unknown while recording.
        if element in INSIDE:
            continue
        end = min(at + size, len(content))
        if element in {BLOCK, SIMPLE_BLOCK}:
            yield at, end
        at = end


def _number(content: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """An EBML number of variable length, and where it ends. Broken files end here."""
    first = content[at] if at < len(content) else 0
    if first == 0:
        return 0, len(content)
    length = 9 - first.bit_length()
    value = int.from_bytes(content[at : at + length], "big")
    return value if keep_marker else value ^ (1 << 7 * length), at + length


def _packet(block: bytes) -> bytes:
    _, at = _number(block, 0, keep_marker=False)
    flags_at = at + 2
    if flags_at >= len(block) or block[flags_at] & LACING:
        return b""
    return block[flags_at + 1 :]
