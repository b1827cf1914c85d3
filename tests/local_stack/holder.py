"""`python -m tests.local_stack.holder postgres|redis FOLDER [uid]`: a parent to be killed.

Starts a server, prints its pid and address, and holds it until killed. With a uid it first becomes
that ordinary user, once everything it needs of a private home has been read.
"""

import os
import sys
import time
from pathlib import Path

from infra.local.postgres import Postgres
from infra.local.redis import Redis
from infra.local.server import Server

PASSWORD = "held"


def server(kind: str, folder: Path) -> Server:
    if kind == "postgres":
        return Postgres(folder / "postgres", password=PASSWORD)
    return Redis(folder / "redis", password=PASSWORD)


def main(kind: str, folder: str, uid: str = "") -> None:
    if uid:
        os.setgroups([])
        os.setgid(int(uid))
        os.setuid(int(uid))
    held = server(kind, Path(folder)).start()
    print(held.pid, held.port, flush=True)
    time.sleep(120)
    held.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
