"""`python -m backend.main`: the API process."""

import gc
import sys

import uvicorn

from backend.app import create_app
from backend.crashes import report_crashes
from backend.kit import clock
from backend.logs import configure_logs
from backend.settings import read_settings

GRACE = 10


def main() -> None:
    settings = read_settings()
    configure_logs("api")
    clock.shift(settings.clock_offset)
    report_crashes(settings.sentry_dsn, release=settings.release)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings),
            host=settings.api_host,
            port=settings.api_port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            # Idle longer than the bot keeps its connections, so that it never finds a closed one.
            timeout_keep_alive=75,
        )
    )
    # What is loaded by now stays: the collector need not look at it again with every few presses.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)
    server.run()
    if not server.started:
        sys.exit(1)


if __name__ == "__main__":
    main()
