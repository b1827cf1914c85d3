"""OGG/Opus files from Opus packets (RFC 7845), mono as voice notes are."""

import struct
from functools import cache

RATE = 48_000
PRE_SKIP = 312
SERIAL = 0x5061726C
PAGE_PACKETS = 50
SEGMENTS_MAX = 255
FIRST, LAST = 0x02, 0x04
POLYNOMIAL = 0x04C11DB7
# Samples at 48 kHz in a frame, by the five bits of configuration in a packet's first byte.
SILK = (480, 960, 1920, 2880)
HYBRID = (480, 960)
CELT = (120, 240, 480, 960)
FIRST_HYBRID, FIRST_CELT = 12, 16
COUNTED = 3  # the packet itself says how many frames it holds


def write_opus(packets: list[bytes], *, channels: int = 1) -> bytes:
    """A complete file. Packets are kept as they are: nothing is coded anew."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, channels, PRE_SKIP, RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I6sI", 6, b"parley", 0)
    pages = [_page([head], 0, 0, FIRST), _page([tags], 0, 1, 0)]
    position, group, size = 0, list[bytes](), 0
    for index, packet in enumerate(packets):
        segments = len(packet) // SEGMENTS_MAX + 1
        if group and (size + segments > SEGMENTS_MAX or len(group) >= PAGE_PACKETS):
            pages.append(_page(group, position, len(pages), 0))
            group, size = [], 0
        group.append(packet)
        size += segments
        position += samples(packet)
        if index == len(packets) - 1:
            pages.append(_page(group, position, len(pages), LAST))
    return b"".join(pages)


def samples(packet: bytes) -> int:
    """How many samples at 48 kHz a packet holds."""
    if not packet:
        return 0
    config, code = packet[0] >> 3, packet[0] & 3
    if config < FIRST_HYBRID:
        frame = SILK[config % 4]
    else:
        frame = HYBRID[config % 2] if config < FIRST_CELT else CELT[config % 4]
    if code == COUNTED:
        return frame * (packet[1] & 0x3F if len(packet) > 1 else 0)
    return frame * (1 if code == 0 else 2)


def _page(packets: list[bytes], position: int, number: int, flags: int) -> bytes:
    lacing = b"".join(
        b"\xff" * (len(one) // SEGMENTS_MAX) + bytes([len(one) % SEGMENTS_MAX]) for one in packets
    )
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, SERIAL, number, 0, len(lacing))
    page = bytearray(head + lacing + b"".join(packets))
    page[22:26] = struct.pack("<I", _checksum(page))
    return bytes(page)


def _checksum(page: bytes | bytearray) -> int:
    table, value = _table(), 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ table[value >> 24 ^ byte]
    return value


@cache
def _table() -> tuple[int, ...]:
    found = []
    for index in range(256):
        value = index << 24
        for _ in range(8):
            value = value << 1 ^ (POLYNOMIAL if value & 0x80000000 else 0)
        found.append(value & 0xFFFFFFFF)
    return tuple(found)
