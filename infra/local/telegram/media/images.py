"""The size of a picture, read from its first bytes."""

import struct

MARKER = 0xFF
# These markers hold the size of the picture; three others share their range.
FRAME_STARTS = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
PNG = b"\x89PNG\r\n\x1a\n"


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF or WebP; `None` for anything else."""
    try:
        if content.startswith(PNG):
            return struct.unpack(">II", content[16:24])
        if content[:6] in {b"GIF87a", b"GIF89a"}:
            return struct.unpack("<HH", content[6:10])
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
        return _jpeg(content) if content[:3] == b"\xff\xd8\xff" else None
    except (struct.error, IndexError):
        return None


def picture_type(content: bytes) -> str:
    """MIME type of a picture that `picture_size` can read."""
    if content.startswith(PNG):
        return "image/png"
    return {b"GIF": "image/gif", b"RIF": "image/webp"}.get(content[:3], "image/jpeg")


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content):
        if content[at] != MARKER:
            return None
        marker = content[at + 1]
        if marker == MARKER:
            at += 1
            continue
        if marker in FRAME_STARTS:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    kind = content[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        return width, int.from_bytes(content[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", content[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None
