import socket

from infra.local.process import free_port


class TestFreePort:
    def test_nobody_gets_it_by_chance(self) -> None:
        port = free_port()
        lent = []
        for _ in range(300):
            with socket.create_server(("127.0.0.1", 0)) as other:
                lent.append(other.getsockname()[1])
        assert port < min(lent)

    def test_somebody_can_listen_there(self) -> None:
        with socket.create_server(("127.0.0.1", free_port())) as server:
            assert server.fileno() > 0
