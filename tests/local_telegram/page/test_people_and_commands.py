"""The command menu, the people, and what a bot does to the page."""

from aiogram import Bot
from playwright.async_api import Page, expect

from infra.local.telegram.standin import StandIn
from tests.local_telegram.conftest import SECOND, STUDENT
from tests.local_telegram.page.looking import bubble, press_start
from tests.local_telegram.samples import opus, png


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

    async def test_what_grows_below_does_not_leave_the_newest_out_of_sight(
        self, stand_in: StandIn, page: Page
    ) -> None:
        for number in range(1, 31):
            stand_in.send_text(STUDENT, f"message {number}")
        await expect(page.locator(bubble(page, 30))).to_be_in_viewport()
        # The list grows between a scroll and the event that tells of it.
        await page.evaluate(
            """() => {
              document.querySelector(".messages").lastElementChild.style.paddingBottom = "900px";
              document.querySelector(".scroll").dispatchEvent(new Event("scroll"));
            }"""
        )
        await page.wait_for_function(
            """() => {
              const scroll = document.querySelector(".scroll");
              return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 5;
            }""",
            timeout=5000,
        )

    async def test_a_deleted_message_disappears(
        self, stand_in: StandIn, page: Page, bot: Bot
    ) -> None:
        stand_in.start(STUDENT)
        sent = await bot.send_message(STUDENT, "soon gone")
        await expect(page.locator(bubble(page, 2))).to_be_visible()
        await sent.delete()
        await expect(page.locator(bubble(page, 2))).to_have_count(0)

    async def test_a_long_history_is_loaded_as_one_scrolls(
        self, stand_in: StandIn, page: Page
    ) -> None:
        for number in range(1, 101):
            stand_in.send_text(STUDENT, f"message {number}")
        await page.reload()
        await expect(page.locator(bubble(page, 100))).to_be_in_viewport()
        await expect(page.locator(bubble(page, 30))).to_have_count(0)
        await page.locator(".scroll").evaluate("element => element.scrollTop = 0")
        await expect(page.locator(bubble(page, 1))).to_have_count(1)
        await page.click('[data-role="jump"]')
        await expect(page.locator(bubble(page, 100))).to_be_in_viewport()

    async def test_a_flood_of_changes_is_survived(self, stand_in: StandIn, page: Page) -> None:
        stand_in.start(STUDENT)
        await expect(page.locator(bubble(page, 1))).to_be_visible()
        for number in range(350):
            stand_in.send_text(STUDENT, f"flood {number}")
        await expect(page.locator(bubble(page, 351))).to_contain_text("flood 349")

    async def test_a_deep_link_waits_behind_start(self, answering: StandIn, page: Page) -> None:
        await press_start(page)
        await page.evaluate("location.hash = 'person=1001&bot=parley_bot&start=class_7'")
        await page.click('[data-role="start"]')
        await expect(page.locator(bubble(page, 3))).to_contain_text("/start class_7")
