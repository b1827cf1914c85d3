"""The chat page in a real browser, with a real bot behind it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LabeledPrice,
    Message,
    ReplyKeyboardMarkup,
)
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from infra.local.telegram.standin import StandIn, running_stand_in
from tests.local_telegram.conftest import ACCOUNT, SECOND, STUDENT
from tests.local_telegram.samples import opus, png

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


def keyboard() -> InlineKeyboardMarkup:
    rows = [
        [
            InlineKeyboardButton(text="der", callback_data="der"),
            InlineKeyboardButton(text="die", callback_data="die", style="success"),
        ],
        [
            InlineKeyboardButton(text="Hint", callback_data="hint"),
            InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="die Katze")),
            InlineKeyboardButton(text="Off", disabled=DisabledButton()),
        ],
    ]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def small_bot() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("<b>Which article?</b>", parse_mode="HTML", reply_markup=keyboard())

    @dispatcher.message(F.voice)
    async def voice(message: Message) -> None:
        assert message.voice
        await message.reply(f"heard {message.voice.mime_type}")

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.reply(f"You said: {message.text}")

    @dispatcher.callback_query(F.data == "hint")
    async def hint(query: CallbackQuery) -> None:
        await query.answer("Ends in -e", show_alert=True)

    @dispatcher.callback_query()
    async def choose(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("Die Katze.")
        await query.answer("Right!")

    return dispatcher


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def stand_in(tmp_path: Path) -> AsyncIterator[StandIn]:
    # The browser's clock is the real one, so the server's is too.
    async with running_stand_in(tmp_path, [ACCOUNT]) as server:
        yield server


@pytest.fixture
async def answering(stand_in: StandIn, bot: Bot) -> AsyncIterator[StandIn]:
    """The small bot is polling."""
    dispatcher = small_bot()
    await bot.set_my_description("I teach articles.")
    await bot.set_my_commands([BotCommand(command="start", description="The main screen")])
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False)
    )
    yield stand_in
    await dispatcher.stop_polling()
    await polling


def is_fault(line: ConsoleMessage) -> bool:
    """Chromium also writes down every refused request: those are answers, not faults."""
    return line.type == "error" and "status of 4" not in line.text


@pytest.fixture
async def page(browser: Browser, stand_in: StandIn) -> AsyncIterator[Page]:
    """A wide window in front of the student's chat; an error in the page fails the test."""
    context = await browser.new_context(viewport={"width": 1100, "height": 760})
    page = await context.new_page()
    page.set_default_timeout(10_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if is_fault(line) else None)
    await page.goto(f"{stand_in.page_url}#person={STUDENT}")
    yield page
    await context.close()
    assert errors == []


def bubble(page: Page, number: int) -> str:
    return f'[data-role="bubble"][data-message-id="{number}"]'


async def press_start(page: Page) -> None:
    await page.click('[data-role="start"]')
    await expect(page.locator(bubble(page, 2))).to_contain_text("Which article?")


class TestConversation:
    async def test_the_bot_introduces_itself_before_start(
        self, answering: StandIn, page: Page
    ) -> None:
        await expect(page.locator('[data-role="description"]')).to_contain_text("I teach articles.")
        await press_start(page)
        assert await page.locator(f"{bubble(page, 2)} strong").inner_text() == "Which article?"
        await expect(page.locator('[data-role="start"]')).to_be_hidden()

    async def test_writing_gets_an_answer_with_its_quotation(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        await page.fill('[data-role="composer"]', "<b>not bold</b>")
        await page.click('[data-role="send"]')
        mine = page.locator('[data-role="bubble"][data-from="me"]').last
        await expect(mine).to_contain_text("<b>not bold</b>")
        answer = page.locator('[data-role="bubble"][data-from="bot"]').last
        await expect(answer).to_contain_text("You said: <b>not bold</b>")
        await expect(answer.locator(".quote")).to_contain_text("Student")
        await expect(mine.get_by_label("Read")).to_be_visible()

    async def test_a_press_edits_in_place_and_toasts(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.click('[data-role="keyboard-button"]:has-text("die")')
        await expect(page.locator('[data-role="toast"]')).to_have_text("Right!")
        await expect(page.locator(bubble(page, 2))).to_contain_text("Die Katze.")
        assert await page.locator('[data-role="bubble"]').count() == 2
        assert await page.locator('[data-role="keyboard-button"]').count() == 0

    async def test_an_alert_waits_for_its_ok(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.click('[data-role="keyboard-button"]:has-text("Hint")')
        dialog = page.get_by_role("dialog")
        await expect(dialog).to_contain_text("Ends in -e")
        await dialog.get_by_text("OK").click()
        await expect(dialog).to_have_count(0)

    async def test_a_button_spins_until_it_is_answered(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await bot.send_message(STUDENT, "x", reply_markup=keyboard())
        key = page.locator('[data-role="keyboard-button"]').first
        await key.click()
        await expect(key).to_have_attribute("aria-busy", "true")
        query = (await bot.get_updates())[-1].callback_query
        assert query
        await bot.answer_callback_query(query.id)
        await expect(key).to_have_attribute("aria-busy", "false")

    async def test_disabled_and_coloured_buttons_look_so(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        off = page.locator('[data-role="keyboard-button"]:has-text("Off")')
        await expect(off).to_have_attribute("aria-disabled", "true")
        die = page.locator('[data-role="keyboard-button"]:has-text("die")')
        await expect(die).to_have_attribute("data-style", "success")

    async def test_a_voice_note_is_recorded_and_arrives(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        await page.click('[data-role="record"]')
        await asyncio.sleep(1)
        await page.click('[data-role="send-recording"]')
        last = page.locator('[data-role="bubble"][data-from="bot"]').last
        await expect(last).to_contain_text("heard audio/ogg")
        await expect(page.locator(".voice")).to_be_visible()

    async def test_replying_shows_what_to(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.click(f"{bubble(page, 2)} .bubble", button="right")
        await page.get_by_role("menuitem", name="Reply").click()
        await page.keyboard.type("die, of course")
        await page.keyboard.press("Enter")
        mine = page.locator(bubble(page, 3))
        await expect(mine.locator(".quote")).to_contain_text("Which article?")

    async def test_an_own_message_can_be_edited(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.send_text(STUDENT, "I has a dog")
        await page.click(f"{bubble(page, 1)} .bubble", button="right")
        await page.get_by_role("menuitem", name="Edit").click()
        await page.fill('[data-role="composer"]', "I have a dog")
        await page.keyboard.press("Enter")
        await expect(page.locator(bubble(page, 1))).to_contain_text("I have a dogedited")
        assert (await bot.get_updates())[-1].edited_message

    async def test_a_reply_keyboard_writes_its_words(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        markup = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Too easy")]])
        await bot.send_message(STUDENT, "How was it?", reply_markup=markup)
        await page.click('[data-role="reply-button"]')
        await expect(page.locator(bubble(page, 3))).to_contain_text("Too easy")

    async def test_stars_are_paid_when_the_bot_agrees(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        price = LabeledPrice(label="A month", amount=150)
        await bot.send_invoice(STUDENT, "Parley Plus", "More voice", "p", "XTR", [price])
        await page.click('[data-role="keyboard-button"]:has-text("150")')
        await page.get_by_role("dialog").get_by_text("Pay", exact=False).last.click()
        await expect(page.locator('[aria-busy="true"]')).to_have_count(1)
        query = (await bot.get_updates())[-1].pre_checkout_query
        assert query
        await bot.answer_pre_checkout_query(query.id, ok=True)
        await expect(page.locator(bubble(page, 3))).to_contain_text("You paid")
        await expect(page.locator(bubble(page, 2))).to_contain_text("Paid")


class TestCommands:
    async def test_the_menu_lists_them_and_sends_one(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.click('[data-role="menu"]')
        await page.click('[data-command="start"]')
        await expect(page.locator(bubble(page, 4))).to_contain_text("Which article?")

    async def test_a_slash_completes(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.fill('[data-role="composer"]', "/st")
        await expect(page.locator('[data-role="commands"]')).to_contain_text("The main screen")
        await page.press('[data-role="composer"]', "Enter")
        await expect(page.locator(bubble(page, 3))).to_contain_text("/start")

    async def test_a_command_in_a_text_can_be_clicked(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await bot.send_message(STUDENT, "Try /practice now")
        await page.click(f'{bubble(page, 2)} >> text="/practice"')
        await expect(page.locator(bubble(page, 3))).to_contain_text("/practice")


class TestPeople:
    async def test_switching_shows_the_other_persons_chat(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        await page.click(f'[data-person="{SECOND}"]')
        await expect(page.locator('[data-role="start"]')).to_be_visible()
        answering.send_text(STUDENT, "elsewhere")
        badge = page.locator(f'[data-person="{STUDENT}"] .badge')
        await expect(badge).to_have_text("1")
        await page.click(f'[data-person="{STUDENT}"]')
        await expect(page.locator(bubble(page, 4))).to_contain_text("You said: elsewhere")
        await expect(badge).to_have_count(0)

    async def test_the_language_can_be_changed(self, stand_in: StandIn, page: Page) -> None:
        await page.click('[data-role="edit-person"]')
        await page.fill('input[name="language_code"]', "wrong code")
        await page.click("text=Save")
        await expect(page.get_by_role("alert")).to_contain_text("language code")
        await page.fill('input[name="language_code"]', "uk")
        await page.click("text=Save")
        await expect(page.locator("#list h1")).to_contain_text("uk")

    async def test_the_bot_can_be_blocked_and_restarted(
        self, answering: StandIn, page: Page
    ) -> None:
        await press_start(page)
        await page.click('[data-role="more"]')
        await page.click("text=Block bot")
        await page.get_by_role("dialog").get_by_text("Block", exact=True).click()
        start = page.locator('[data-role="start"]')
        await expect(start).to_contain_text("RESTART")
        await start.click()
        await expect(page.locator(bubble(page, 4))).to_contain_text("Which article?")


class TestWhatTheBotDoes:
    async def test_typing_is_seen_and_ends_with_the_message(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        await expect(page.locator(bubble(page, 1))).to_be_visible()
        await bot.send_chat_action(STUDENT, "typing")
        await expect(page.locator('[data-role="typing"]')).to_contain_text("typing")
        await bot.send_message(STUDENT, "done")
        await expect(page.locator('[data-role="typing"]')).to_have_count(0)

    async def test_all_entities_are_drawn(self, stand_in: StandIn, page: Page, bot: Bot) -> None:
        stand_in.start(STUDENT)
        html = (
            "<b>b</b><i>i</i><u>u</u><s>s</s><code>c</code><tg-spoiler>hidden</tg-spoiler>"
            '<a href="https://example.org/">link</a><pre>pre</pre>'
            "<blockquote>quote</blockquote><blockquote expandable>long</blockquote>"
        )
        await bot.send_message(STUDENT, html, parse_mode="HTML")
        text = page.locator(f"{bubble(page, 2)} .text")
        await expect(text).to_be_visible()
        for tag in ("strong", "em", "u", "s", "code", "a", "pre"):
            await expect(text.locator(tag)).to_have_count(1)
        await expect(text.locator("blockquote")).to_have_count(2)
        spoiler = text.locator(".spoiler")
        await spoiler.click()
        await expect(spoiler).to_have_attribute("data-shown", "true")

    async def test_photos_voices_and_reactions_are_shown(
        self, stand_in: StandIn, page: Page
    ) -> None:
        stand_in.send_photo(STUDENT, png(320, 200), caption="A picture")
        stand_in.send_voice(STUDENT, opus(2))
        await expect(page.locator(".photo img")).to_be_visible()
        await expect(page.locator(".voice .length")).to_have_text("0:02")
        await page.click(".photo")
        await expect(page.locator("dialog.viewer img")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog.viewer")).to_have_count(0)

    async def test_a_deleted_message_disappears(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        sent = await bot.send_message(STUDENT, "soon gone")
        await expect(page.locator(bubble(page, 2))).to_be_visible()
        await sent.delete()
        await expect(page.locator(bubble(page, 2))).to_have_count(0)

    async def test_a_deep_link_waits_behind_start(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.evaluate("location.hash = 'person=1001&bot=parley_bot&start=class_7'")
        await page.click('[data-role="start"]')
        await expect(page.locator(bubble(page, 3))).to_contain_text("/start class_7")


class TestLooks:
    async def test_a_phone_has_two_screens(self, browser: Browser, answering: StandIn) -> None:
        context = await browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
        page = await context.new_page()
        await page.goto(f"{answering.page_url}#person={STUDENT}")
        await page.click("[data-chat]")
        await press_start(page)
        await expect(page.locator("#list")).to_be_hidden()
        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390
        await page.click('[data-role="back"]')
        await expect(page.locator("#chat")).to_be_hidden()
        await expect(page.locator("[data-chat]")).to_contain_text("Which article?")
        await context.close()

    async def test_dark_follows_the_system_and_the_switch(
        self, browser: Browser, stand_in: StandIn
    ) -> None:
        context = await browser.new_context(color_scheme="dark")
        page = await context.new_page()
        await page.goto(stand_in.page_url)
        root = page.locator("html")
        await expect(root).to_have_attribute("data-theme", "dark")
        await page.click('[data-role="theme"]')
        await expect(root).to_have_attribute("data-theme", "light")
        await page.reload()
        await expect(root).to_have_attribute("data-theme", "light")
        await context.close()

    async def test_the_keyboard_suffices(self, answering: StandIn, page: Page) -> None:
        await page.focus('[data-role="start"]')
        await page.keyboard.press("Enter")
        await expect(page.locator(bubble(page, 2))).to_be_visible()
        await page.keyboard.type("hello")
        await page.keyboard.press("Enter")
        await expect(page.locator(bubble(page, 4))).to_contain_text("You said: hello")
        await page.keyboard.press("Alt+2")
        await expect(page.locator(f'[data-person="{SECOND}"]')).to_have_attribute(
            "aria-current", "true"
        )

    async def test_a_screen_reader_hears_new_messages(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        log = page.get_by_role("log", name="Messages")
        await expect(log).to_have_attribute("aria-live", "polite")
        nameless = await page.evaluate(
            "[...document.querySelectorAll('button')]"
            ".filter((b) => !b.textContent.trim() && !b.getAttribute('aria-label')).length"
        )
        assert nameless == 0


async def test_the_page_catches_up_after_a_restart(browser: Browser, tmp_path: Path) -> None:
    async with running_stand_in(tmp_path, [ACCOUNT]) as first:
        port = int(first.url.rpartition(":")[2])
        first.start(STUDENT)
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(f"{first.page_url}#person={STUDENT}")
        await expect(page.locator(bubble(page, 1))).to_be_visible()
    async with running_stand_in(tmp_path, [ACCOUNT], port=port) as second:
        second.send_text(STUDENT, "after the restart")
        await expect(page.locator(bubble(page, 2))).to_contain_text(
            "after the restart", timeout=15_000
        )
        await context.close()
