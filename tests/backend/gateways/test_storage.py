"""One set of promises, kept by a folder and by a bucket behind a real S3 server."""

import asyncio
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import boto3  # type: ignore[import-untyped]
import pytest
from moto.server import ThreadedMotoServer

from backend.gateways import storage_s3
from backend.gateways.storage import BIGGEST, Folder, Missing, NoStorage, Storage
from backend.gateways.storage_s3 import Bucket, bucket_of, opened

OGG = "audio/ogg"
NAME = "spoken/0f3a.ogg"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The host and port of an S3 server with an empty bucket `parley`."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    moto.start()
    host, port = moto.get_host_and_port()
    boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    ).create_bucket(Bucket="parley")
    yield f"{host}:{port}"
    moto.stop()


@pytest.fixture(params=["folder", "s3"])
async def storage(
    request: pytest.FixtureRequest, tmp_path: Path, server: str
) -> AsyncIterator[Storage]:
    if request.param == "folder":
        yield Folder(tmp_path / "files")
        return
    async with opened(bucket_of(f"s3://key:secret@{server}/parley?tls=0")) as bucket:
        yield bucket


class TestStorage:
    async def test_gives_back_what_was_put(self, storage: Storage) -> None:
        await storage.put(NAME, b"OggS first", media_type=OGG)
        await storage.put(NAME, b"OggS second", media_type=OGG)

        assert await storage.get(NAME) == b"OggS second"

    async def test_what_is_not_there_is_missing(self, storage: Storage) -> None:
        with pytest.raises(Missing):
            await storage.get("spoken/nothing.ogg")

    async def test_what_is_deleted_is_gone_and_may_be_deleted_again(self, storage: Storage) -> None:
        await storage.put(NAME, b"OggS", media_type=OGG)
        for _ in range(2):
            await storage.delete(NAME)

        with pytest.raises(Missing):
            await storage.get(NAME)

    @pytest.mark.parametrize("name", ["", "../secret", "a//b", "/etc/passwd", "a/../b", "Ä", "a b"])
    async def test_takes_no_name_that_leads_elsewhere(self, storage: Storage, name: str) -> None:
        for refused in (storage.put(name, b"", media_type=OGG), storage.get(name)):
            with pytest.raises(ValueError, match="not a name"):
                await refused

    async def test_takes_nothing_that_is_too_big(self, storage: Storage) -> None:
        with pytest.raises(ValueError, match="may have"):
            await storage.put(NAME, bytes(BIGGEST + 1), media_type=OGG)


class TestTheBucket:
    async def test_is_read_by_a_link_that_ends(self, server: str) -> None:
        async with opened(bucket_of(f"s3://key:secret@{server}/parley?tls=0")) as bucket:
            await bucket.put(NAME, b"OggS linked", media_type=OGG)
            link = await bucket.link(NAME, seconds=60)

        assert link
        assert "X-Amz-Expires=60" in link
        assert "secret" not in link
        with urllib.request.urlopen(link, timeout=5) as answer:
            assert answer.read() == b"OggS linked"
            assert answer.headers["content-type"] == OGG

    async def test_that_does_not_exist_or_answer_is_no_storage(self, server: str) -> None:
        for address in (
            f"s3://key:secret@{server}/other?tls=0",
            "s3://k:s@127.0.0.1:9/parley?tls=0",
        ):
            async with opened(bucket_of(address)) as bucket:
                with pytest.raises(NoStorage):
                    await bucket.put(NAME, b"OggS", media_type=OGG)


class TestABucketThatStopsInTheMiddle:
    """It tells of a thousand bytes, and sends ten."""

    @pytest.fixture
    async def ending(self) -> AsyncIterator[Callable[[bool], Awaitable[str]]]:
        servers = []

        async def begin(ends: bool) -> str:
            async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                await reader.readuntil(b"\r\n\r\n")
                head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
                writer.write(head + bytes(10))
                await writer.drain()
                while not ends and not reader.at_eof():
                    writer.write(b"0")
                    await writer.drain()
                    await asyncio.sleep(0.05)
                writer.close()

            server = await asyncio.start_server(answer, "127.0.0.1", 0)
            servers.append(server)
            port = server.sockets[0].getsockname()[1]
            return f"s3://key:secret@127.0.0.1:{port}/bucket?tls=0"

        yield begin
        for server in servers:
            server.close()

    async def test_is_no_storage(self, ending: Callable[[bool], Awaitable[str]]) -> None:
        async with opened(bucket_of(await ending(True))) as bucket:
            with pytest.raises(NoStorage):
                await bucket.get("spoken/a.ogg")

    async def test_is_not_waited_for_while_it_drips(
        self, ending: Callable[[bool], Awaitable[str]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(storage_s3, "LONGEST", 0.5)
        async with asyncio.timeout(20), opened(bucket_of(await ending(False))) as bucket:
            with pytest.raises(NoStorage):
                await bucket.get("spoken/a.ogg")


class TestBucketOf:
    def test_reads_keys_with_any_characters(self) -> None:
        bucket = bucket_of("s3://key:se%2Fcr%40et@files.example:9000/talks?region=auto")

        assert bucket == Bucket("talks", "https://files.example:9000", "auto", "key", "se/cr@et")
        assert "se/cr" not in repr(bucket)

    def test_without_a_host_is_amazons_and_without_keys_the_machines_role(self) -> None:
        assert bucket_of("s3:///talks") == Bucket("talks", None, "us-east-1", None, None)

    @pytest.mark.parametrize("url", ["", "https://a/b", "s3://h", "s3://h/a/b", "s3://h/a?x=1"])
    def test_refuses_what_is_no_bucket_without_quoting_it(self, url: str) -> None:
        with pytest.raises(ValueError, match="s3://KEY:SECRET@host/bucket") as refusal:
            bucket_of(url)
        assert "https://a" not in str(refusal.value)
