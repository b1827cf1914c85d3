from io import BytesIO
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge, TelegramNotFound
from aiogram.types import BufferedInputFile, InputMediaPhoto, Message
from aiohttp import ClientSession

from infra.local.telegram.config import Limits
from infra.local.telegram.media.images import picture_size
from infra.local.telegram.media.ogg import samples, write_opus
from infra.local.telegram.media.sounds import recognise
from infra.local.telegram.media.webm import opus_packets
from infra.local.telegram.standin import StandIn, running_stand_in
from tests.local_telegram.conftest import ACCOUNT, OTHER_TOKEN, STUDENT
from tests.local_telegram.samples import SILENCE, opus, png, webm


def upload(content: bytes, name: str = "file") -> BufferedInputFile:
    return BufferedInputFile(content, name)


class TestSendPhoto:
    async def test_its_size_is_read_from_the_picture(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_photo(
            STUDENT, upload(png(40, 30)), caption="<b>x</b>", parse_mode="HTML"
        )
        assert sent.photo
        assert (sent.photo[-1].width, sent.photo[-1].height) == (40, 30)
        assert sent.html_text == "<b>x</b>"

    async def test_it_can_be_sent_again_by_its_id(self, started: StandIn, bot: Bot) -> None:
        first = await bot.send_photo(STUDENT, upload(png()))
        assert first.photo
        again = await bot.send_photo(STUDENT, first.photo[-1].file_id)
        assert again.photo == first.photo

    async def test_a_long_caption_is_refused(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="message caption is too long"):
            await bot.send_photo(STUDENT, upload(png()), caption="x" * 1025)

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"no picture", "IMAGE_PROCESS_FAILED"),
            (png(9999, 2), "PHOTO_INVALID_DIMENSIONS"),
            (png(100, 4), "PHOTO_INVALID_DIMENSIONS"),
        ],
    )
    async def test_what_is_no_photo_is_refused(
        self, started: StandIn, bot: Bot, content: bytes, why: str
    ) -> None:
        with pytest.raises(TelegramBadRequest, match=why):
            await bot.send_photo(STUDENT, upload(content))

    async def test_an_unknown_id_is_refused(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
            await bot.send_photo(STUDENT, "AgADnothing")

    async def test_another_bots_id_is_refused(self, started: StandIn, bot: Bot) -> None:
        started.start(STUDENT, bot=654321)
        other = Bot(OTHER_TOKEN, session=bot.session)
        theirs = await other.send_photo(STUDENT, upload(png()))
        assert theirs.photo
        with pytest.raises(TelegramBadRequest, match="wrong file identifier"):
            await bot.send_photo(STUDENT, theirs.photo[-1].file_id)

    async def test_a_photo_is_no_voice(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_photo(STUDENT, upload(png()))
        assert sent.photo
        with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as VoiceNote"):
            await bot.send_voice(STUDENT, sent.photo[-1].file_id)

    async def test_an_address_on_the_internet_cannot_be_fetched(
        self, started: StandIn, bot: Bot
    ) -> None:
        with pytest.raises(TelegramBadRequest, match="failed to get HTTP URL content"):
            await bot.send_photo(STUDENT, "https://example.org/a.png")


class TestSendVoice:
    async def test_opus_is_a_voice_of_the_length_it_has(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_voice(STUDENT, upload(opus(3)))
        assert sent.voice
        assert (sent.voice.duration, sent.voice.mime_type) == (3, "audio/ogg")
        assert sent.voice.file_size == len(opus(3))

    async def test_other_sounds_become_documents(self, started: StandIn, bot: Bot) -> None:
        wave = b"RIFF\x00\x00\x00\x00WAVEfmt "
        sent = await bot.send_voice(STUDENT, upload(wave, "a.wav"))
        assert sent.voice is None
        assert sent.document
        assert sent.document.file_name == "a.wav"


class TestSendDocumentAndAudio:
    async def test_a_name_cannot_climb_out_of_its_folder(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_document(STUDENT, upload(b"a,b", "../../etc/words.csv"))
        assert sent.document
        assert (sent.document.file_name, sent.document.mime_type) == ("words.csv", "text/csv")

    async def test_audio_keeps_its_title(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_audio(STUDENT, upload(opus()), title="Lesson 1", duration=9)
        assert sent.audio
        assert (sent.audio.title, sent.audio.duration) == ("Lesson 1", 9)

    async def test_nothing_is_refused(self, started: StandIn, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
            await bot.send_document(STUDENT, upload(b""))


class TestEditMessageMedia:
    async def test_another_picture_takes_the_place(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_photo(STUDENT, upload(png(8, 8)), caption="old")
        media = InputMediaPhoto(media=upload(png(9, 9)), caption="<i>new</i>", parse_mode="HTML")
        edited = await sent.edit_media(media)
        assert isinstance(edited, Message)
        assert edited.photo
        assert (edited.photo[-1].width, edited.html_text) == (9, "<i>new</i>")

    async def test_a_text_has_no_media(self, started: StandIn, bot: Bot) -> None:
        sent = await bot.send_message(STUDENT, "text")
        with pytest.raises(TelegramBadRequest, match="there is no media in the message to edit"):
            await sent.edit_media(InputMediaPhoto(media=upload(png())))


class TestGetFile:
    async def test_a_voice_of_a_person_comes_back_byte_for_byte(
        self, started: StandIn, bot: Bot
    ) -> None:
        started.send_voice(STUDENT, opus(2))
        message = (await bot.get_updates())[-1].message
        assert message
        assert message.voice
        assert message.voice.duration == 2
        content = await bot.download(message.voice)
        assert isinstance(content, BytesIO)
        assert content.read() == opus(2)

    async def test_large_files_are_not_handed_out(self, started: StandIn, bot: Bot) -> None:
        sent = started.send_document(STUDENT, "big.bin", b"\0" * (20 * 1024 * 1024 + 1))
        with pytest.raises(TelegramBadRequest, match="file is too big"):
            await bot.get_file(sent.body["document"]["file_id"])

    async def test_an_unknown_id_is_refused(self, bot: Bot) -> None:
        with pytest.raises(TelegramBadRequest, match="wrong file_id"):
            await bot.get_file("nothing")

    async def test_an_unknown_path_is_not_found(
        self, started: StandIn, bot: Bot, http: ClientSession
    ) -> None:
        started.send_voice(STUDENT, opus())
        url = bot.session.api.file_url(bot.token, "../telegram.sqlite3")
        async with http.get(url) as response:
            assert response.status == 404

    async def test_uploads_have_an_end(self, tmp_path: Path, bot: Bot) -> None:
        async with running_stand_in(tmp_path / "b", [ACCOUNT], limits=Limits(upload=1000)) as small:
            small.start(STUDENT)
            bot.session.api = bot.session.api.from_base(small.url)
            with pytest.raises(TelegramEntityTooLarge, match="Request Entity Too Large"):
                await bot.send_document(STUDENT, upload(b"x" * 1001))


class TestRecordings:
    def test_a_browsers_webm_becomes_ogg_with_the_same_packets(self) -> None:
        packets = [SILENCE + bytes([n % 250]) * n for n in range(120)]
        assert opus_packets(webm(packets)) == packets
        sound = recognise(write_opus(packets))
        assert sound
        assert sound.mime_type == "audio/ogg"
        assert sound.seconds == pytest.approx(120 * 0.02, abs=0.01)

    @pytest.mark.parametrize("content", [b"", b"A_OPUS", b"\x1a\x45\xdf\xa3\x80A_OPUS\x00\xff" * 9])
    def test_broken_files_hold_no_packets(self, content: bytes) -> None:
        assert opus_packets(content) == []

    @pytest.mark.parametrize(
        ("first", "length"), [(0xF8, 960), (0x08, 960), (0x00, 480), (0x60, 480), (0xF9, 1920)]
    )
    def test_a_packet_says_how_long_it_is(self, first: int, length: int) -> None:
        assert samples(bytes([first, 0])) == length


class TestPictureSize:
    def test_jpeg_gif_and_webp_are_read_too(self) -> None:
        jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x1e\x00\x28" + b"\0" * 10
        assert picture_size(jpeg) == (40, 30)
        assert picture_size(b"GIF89a\x28\x00\x1e\x00") == (40, 30)
        webp = b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x27\0\0\x1d\0\0"
        assert picture_size(webp) == (40, 30)

    @pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
    def test_a_stump_has_no_size(self, content: bytes) -> None:
        assert picture_size(content) is None


async def test_a_bot_cannot_reach_anothers_files(
    started: StandIn, bot: Bot, http: ClientSession
) -> None:
    sent = started.send_voice(STUDENT, opus())
    path = (await bot.get_file(sent.body["voice"]["file_id"])).file_path
    other = Bot(OTHER_TOKEN, session=bot.session)
    with pytest.raises((TelegramNotFound, TelegramBadRequest)):
        await other.get_file(sent.body["voice"]["file_id"])
    url = bot.session.api.file_url(OTHER_TOKEN, path or "")
    async with http.get(url) as response:
        assert response.status == 404
