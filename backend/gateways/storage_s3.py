"""Any bucket that speaks S3's protocol: Amazon's, Cloudflare R2, MinIO."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import aioboto3  # type: ignore[import-untyped]
from aiohttp import ClientError as BrokenOff
from botocore.config import Config  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

from backend.gateways.storage import BIGGEST, Missing, NoStorage, checked

CONNECT, READ = 5, 20  # seconds
LONGEST = 45  # seconds of one call: what comes in drops is always read in time
_GONE = {"NoSuchKey", "404", "NotFound"}


@dataclass(frozen=True)
class Bucket:
    """`endpoint` is None for Amazon itself; keys are None where the machine has a role."""

    name: str
    endpoint: str | None
    region: str
    key: str | None
    secret: str | None

    def __repr__(self) -> str:
        return f"Bucket({self.name!r}, {self.endpoint!r})"


def bucket_of(url: str) -> Bucket:
    """`s3://KEY:SECRET@host:port/bucket?region=auto&tls=0`; `s3:///bucket` is Amazon's.

    Raises ValueError, which does not quote the address: it holds a secret.
    """
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    name = parts.path.strip("/")
    if parts.scheme != "s3" or not name or "/" in name or set(options) - {"region", "tls"}:
        raise ValueError("s3://KEY:SECRET@host/bucket?region=…&tls=0 is what an address looks like")
    scheme = "http" if options.get("tls") == "0" else "https"
    host = parts.netloc.rpartition("@")[2]
    return Bucket(
        name=name,
        endpoint=f"{scheme}://{host}" if host else None,
        region=options.get("region", "us-east-1"),
        key=None if parts.username is None else unquote(parts.username),
        secret=None if parts.password is None else unquote(parts.password),
    )


class S3:
    """Use `opened`, which ends its connections."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    async def put(self, name: str, data: bytes, *, media_type: str) -> None:
        where = self._where(checked(name, data))
        async with _in_our_words():
            await self._client.put_object(**where, Body=data, ContentType=media_type)

    async def get(self, name: str) -> bytes:
        async with _in_our_words():
            found = await self._client.get_object(**self._where(checked(name)))
            async with found["Body"] as body:
                if found["ContentLength"] > BIGGEST:
                    raise NoStorage("bigger than anything that was put")
                data: bytes = await body.read()
        return data

    async def delete(self, name: str) -> None:
        async with _in_our_words():
            await self._client.delete_object(**self._where(checked(name)))

    async def link(self, name: str, *, seconds: int) -> str | None:
        where = self._where(checked(name))
        async with _in_our_words():
            url: str = await self._client.generate_presigned_url(
                "get_object", Params=where, ExpiresIn=seconds
            )
        return url

    def _where(self, name: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": name}


@asynccontextmanager
async def opened(bucket: Bucket) -> AsyncIterator[S3]:
    """The bucket, for as long as it is used. Nothing is asked of it before."""
    session = aioboto3.Session(bucket.key, bucket.secret, region_name=bucket.region)
    config = Config(
        connect_timeout=CONNECT,
        read_timeout=READ,
        retries={"total_max_attempts": 2, "mode": "standard"},
        signature_version="s3v4",
    )
    async with session.client("s3", endpoint_url=bucket.endpoint, config=config) as client:
        yield S3(client, bucket.name)


@asynccontextmanager
async def _in_our_words() -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(LONGEST):
            yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in _GONE:
            raise Missing(code) from error
        raise NoStorage(code) from error
    except (BotoCoreError, BrokenOff, OSError, TimeoutError) as error:
        raise NoStorage(type(error).__name__) from error
