"""HTTP/1.1 over one kept connection, with as little work as a client can do."""

import asyncio
from typing import cast

from infra.local.process import LOOPBACK


class Connection(asyncio.Protocol):
    """One request at a time; replies must tell their length."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._needed = 0
        self._reply: asyncio.Future[bytes] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's by inheritance.
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._needed:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return
            self._needed = end + 4 + _length(bytes(self._received[:end]))
        if len(self._received) >= self._needed and self._reply is not None:
            self._reply.set_result(bytes(self._received))
            self._reply = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(exc or ConnectionError("the server hung up"))

    async def ask(self, request: str, headers: str, body: bytes) -> bytes:
        """The body of the reply to `GET /path`. Raises RuntimeError where it is not a success."""
        assert self._transport is not None
        self._received.clear()
        self._needed = 0
        self._reply = asyncio.get_running_loop().create_future()
        head = f"{request} HTTP/1.1\r\nhost: bench\r\n{headers}"
        if body:
            head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
        self._transport.write(head.encode() + b"\r\n" + body)
        reply = await self._reply
        if not reply.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{request}: {reply.decode(errors='replace')}")
        return reply[reply.index(b"\r\n\r\n") + 4 :]

    def close(self) -> None:
        assert self._transport is not None
        self._transport.close()


async def connect(port: int) -> Connection:
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(Connection, LOOPBACK, port)
    return connection


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise RuntimeError(f"a reply without its length: {head!r}")
