"""Where files are kept, as the settings say: a bucket, or a folder of this machine."""

import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend.gateways.storage import Folder, Storage
from backend.settings import Settings


@asynccontextmanager
async def storage_of(settings: Settings) -> AsyncIterator[Storage]:
    """Raises ValueError for an address that is none, and ImportError where a bucket's client (the
    extra `speech`) is not installed.
    """
    url = settings.storage_url.get_secret_value() if settings.storage_url else ""
    if not url:
        yield Folder(settings.data_dir / "files")
        return
    # Loaded where it is used: it takes 0.8 s, and comes with an extra.
    s3 = importlib.import_module("backend.gateways.storage_s3")
    async with s3.opened(s3.bucket_of(url)) as bucket:
        yield bucket
