"""`python -m infra.local.up [--reload]`: the whole product on one machine, until Ctrl-C."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import speech
from infra.local.process import StartError, die_with_parent, lock, require_free_port
from infra.local.reload import changed_packages
from infra.local.settings import Setup, read_setup
from infra.local.stack import Stack
from infra.local.supervisor import Interrupted, Supervisor

ROOT = Path(__file__).resolve().parents[2]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.local.up", description=__doc__)
    parser.add_argument("--reload", action="store_true", help="restart what changes")
    parser.add_argument(
        "--with-parent", action="store_true", help="stop when the calling program dies"
    )
    options = parser.parse_args(words)
    supervisor = Supervisor(say, reloading=options.reload)
    supervisor.listen()
    if options.with_parent and (follow := die_with_parent(signal.SIGTERM, parent=os.getppid())):
        follow()
    try:
        run(supervisor, reload=options.reload)
    except StartError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    return 0


def run(supervisor: Supervisor, *, reload: bool) -> None:
    """Bring the stack up and keep it up until it is told to stop. Raises StartError."""
    setup = read_setup(ROOT, os.environ)
    with only_one(setup):
        require_free_port(setup.api_port, setting="PARLEY_API_PORT")
        if setup.stand_in:
            require_free_port(setup.telegram_port, setting="PARLEY_TELEGRAM_PORT")
        say(f"Parley starts; its data is in {shown(setup.data)}, Ctrl-C stops it")
        say(f"  {'settings':<11} {shown(setup.data / 'secrets.json')}")
        if lacking := speech.lacking(setup.given):
            say(f"  {'speech':<11} {lacking}")
        stack = Stack(setup)
        changes = changed_packages(ROOT) if reload else None
        if changes is not None:
            next(changes)  # watches from here on, so that no change is missed while it starts
        try:
            supervisor.bring_up(stack.steps())
            say(f"Parley is ready: {address(setup)}")
            supervisor.keep_up(changes)
        except Interrupted:
            say("Stopping")
        finally:
            supervisor.take_down()
    say("Stopped. The next start continues with the same data.")


@contextmanager
def only_one(setup: Setup) -> Iterator[None]:
    """Refuse a second stack on the same data, and say where the first one is."""
    file = setup.data / "lock"
    holder = file.read_text(encoding="utf-8").strip() if file.exists() else ""
    refusal = f"Parley already runs here {holder}.\nStop it with Ctrl-C where it was started."
    with lock(file, patience=0, refusal=refusal):
        file.write_text(f"(process {os.getpid()}): {address(setup)}", encoding="utf-8")
        yield


def address(setup: Setup) -> str:
    return setup.page if setup.stand_in else "open the chat with your bot in Telegram"


def shown(folder: Path) -> str:
    """A folder as one would type it."""
    return os.path.relpath(folder) if folder.is_relative_to(Path.cwd()) else str(folder)


def say(text: str) -> None:
    """Tell the person at the terminal. A closed pipe is no reason to stop."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
