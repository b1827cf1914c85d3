"""A Telegram that knows one voice note, for whoever listens to it again and again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from infra.local.process import LOOPBACK

UNIQUE = "note-1"


@contextmanager
def a_telegram(note: bytes) -> Iterator[str]:
    """Its address. Whatever is sent to it is taken."""
    file = {"file_id": "note", "file_unique_id": UNIQUE, "file_size": len(note), "file_path": "a"}
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(note, "audio/ogg")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            result = file if self.path.lower().endswith("/getfile") else message
            self._answer(json.dumps({"ok": True, "result": result}).encode(), "application/json")

        def _answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with ThreadingHTTPServer((LOOPBACK, 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{LOOPBACK}:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
