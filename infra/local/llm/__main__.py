"""`python -m infra.local.llm --port PORT`: a model that answers each task as `replies/` says.

To have it fail, with its key as bearer: POST /script {"task": "judge_answer", "fault": "hang"};
DELETE /script makes it well again, GET /calls tells what it was asked.
"""

import argparse
import asyncio
import signal
import sys

from infra.local.llm.answering import otherwise, responders
from infra.local.llm.config import KEY, LOOPBACK, MODELS, base_url
from infra.local.llm.running import start
from infra.local.llm.script import Script
from infra.local.llm.server import Chat


async def _serve(port: int) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    chat = Chat(Script(otherwise(responders())), key=KEY, models=MODELS)
    runner = await start(chat, port)
    try:
        print(f"models {', '.join(MODELS)}: {base_url(port)}, key {KEY}", flush=True)
        await stopped.wait()
    finally:
        await runner.cleanup()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.local.llm", description=__doc__)
    parser.add_argument("--port", type=int, default=8083)
    given = parser.parse_args(sys.argv[1:] if argv is None else argv)
    try:
        asyncio.run(_serve(given.port))
    except OSError as error:
        print(f"cannot listen on {LOOPBACK}:{given.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
