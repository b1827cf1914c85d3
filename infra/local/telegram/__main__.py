"""`python -m infra.local.telegram --data DIR --bot TOKEN=Name@username [--bot …]`."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from infra.local.telegram.config import CLOCK_OFFSET, BotAccount, clock_ahead, parse_bot
from infra.local.telegram.standin import running_stand_in


def _bot(text: str) -> BotAccount:
    try:
        return parse_bot(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local.telegram", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8081, help="0 lets the kernel choose")
    parser.add_argument("--data", type=Path, required=True, help="folder that keeps the state")
    parser.add_argument(
        "--bot",
        type=_bot,
        action="append",
        required=True,
        metavar="TOKEN=Name@username",
        help="a bot that may call; give it again for another one",
    )
    return parser.parse_args(argv)


async def _serve(given: argparse.Namespace, clock: Callable[[], float]) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stopped.set)
    options = {"port": given.port, "host": given.host}
    async with running_stand_in(given.data, given.bot, clock=clock, **options) as stand_in:
        print(f"chat page: {stand_in.page_url}", flush=True)
        print(f"bot api:   {stand_in.url}", flush=True)
        await stopped.wait()


def main(argv: list[str] | None = None) -> int:
    given = _arguments(sys.argv[1:] if argv is None else argv)
    try:
        clock = clock_ahead(os.environ.get(CLOCK_OFFSET) or "0")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        asyncio.run(_serve(given, clock))
    except OSError as error:
        print(f"cannot listen on {given.host}:{given.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
