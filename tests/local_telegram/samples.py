"""Small files of the kinds that people send."""

import struct
import zlib

from infra.local.telegram.media.ogg import write_opus

# A 20 ms mono frame of CELT silence.
SILENCE = b"\xf8\xff\xfe"


def png(width: int = 8, height: int = 6) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = b"\x00" + b"\x30\x90\xd0" * width
    body = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def opus(seconds: float = 1.0) -> bytes:
    return write_opus([SILENCE] * round(seconds * 50))


def webm(packets: list[bytes]) -> bytes:
    """As browsers record: a segment and clusters of unknown size, unlaced simple blocks."""
    unknown = b"\x01\xff\xff\xff\xff\xff\xff\xff"
    codec = b"A_OPUS"
    tracks = b"\x86" + bytes([0x80 | len(codec)]) + codec
    header = b"\x1a\x45\xdf\xa3\x80"
    segment = b"\x18\x53\x80\x67" + unknown
    entry = b"\x16\x54\xae\x6b" + bytes([0x80 | len(tracks)]) + tracks
    cluster = b"\x1f\x43\xb6\x75" + unknown
    blocks = b"".join(
        b"\xa3" + struct.pack(">H", 0x4000 | len(one) + 4) + b"\x81\x00\x00\x80" + one
        for one in packets
    )
    return header + segment + entry + cluster + blocks
