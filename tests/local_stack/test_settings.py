import json
import re
from pathlib import Path

import pytest

from infra.local.process import StartError
from infra.local.settings import load_secrets, make_secrets, read_setup


class TestReadSetup:
    def test_nothing_given_means_the_stand_in_and_our_ports(self, tmp_path: Path) -> None:
        setup = read_setup(tmp_path, {})
        assert setup.stand_in
        assert setup.data == tmp_path / ".parley"
        assert (setup.api, setup.page) == ("http://127.0.0.1:8000", "http://127.0.0.1:8081")

    def test_the_environment_wins_over_the_file(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("PARLEY_API_PORT=9000\nPARLEY_TELEGRAM_PORT=9001\n")
        setup = read_setup(tmp_path, {"PARLEY_API_PORT": "9100"})
        assert (setup.api_port, setup.telegram_port) == (9100, 9001)

    def test_an_empty_value_is_none(self, tmp_path: Path) -> None:
        (tmp_path / ".env").write_text("PARLEY_BOT_TOKEN=\nPARLEY_DATABASE_URL=\n")
        setup = read_setup(tmp_path, {})
        assert setup.stand_in
        assert setup.given == {}

    def test_a_foreign_token_is_the_real_telegram_and_our_own_is_not(self, tmp_path: Path) -> None:
        ours = read_setup(tmp_path, {}).secrets.bot_token
        assert not read_setup(tmp_path, {"PARLEY_BOT_TOKEN": "1:abc"}).stand_in
        assert read_setup(tmp_path, {"PARLEY_BOT_TOKEN": ours}).stand_in

    def test_an_api_address_without_a_token_is_a_missing_setting(self, tmp_path: Path) -> None:
        with pytest.raises(StartError, match="PARLEY_BOT_TOKEN is not"):
            read_setup(tmp_path, {"PARLEY_TELEGRAM_API_URL": "http://127.0.0.1:9"})

    @pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "²", "9" * 5000])
    def test_what_is_no_port_is_said(self, tmp_path: Path, port: str) -> None:
        with pytest.raises(StartError, match="PARLEY_API_PORT must be"):
            read_setup(tmp_path, {"PARLEY_API_PORT": port})

    def test_two_servers_cannot_have_one_port(self, tmp_path: Path) -> None:
        with pytest.raises(StartError, match="same port"):
            read_setup(tmp_path, {"PARLEY_REDIS_PORT": "8000"})

    def test_a_data_folder_that_cannot_be_made_names_its_setting(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StartError, match="Set PARLEY_DATA_DIR"):
            read_setup(tmp_path, {"PARLEY_DATA_DIR": "file/below"})


class TestSecrets:
    def test_they_are_made_once_and_for_one_account(self, tmp_path: Path) -> None:
        file = tmp_path / "secrets.json"
        first = load_secrets(file)
        assert load_secrets(file) == first
        assert file.stat().st_mode & 0o777 == 0o600
        assert make_secrets() != first

    def test_the_token_has_telegrams_form(self) -> None:
        assert re.fullmatch(r"\d{8,10}:[A-Za-z0-9_-]{35}", make_secrets().bot_token)

    @pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"bot_token": "x"}), "\0"])
    def test_a_spoiled_file_is_not_replaced_but_said(self, tmp_path: Path, text: str) -> None:
        file = tmp_path / "secrets.json"
        file.write_text(text)
        with pytest.raises(StartError, match=r"secrets\.json cannot be read"):
            load_secrets(file)
        assert file.read_text() == text
