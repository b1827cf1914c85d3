"""What a client must know of the server, besides its port."""

LOOPBACK = "127.0.0.1"
KEY = "a-key-of-the-local-model"  # it opens nothing but a server on the same machine
MODELS = ("parley-small", "parley-large")


def base_url(port: int) -> str:
    return f"http://{LOOPBACK}:{port}/v1"
