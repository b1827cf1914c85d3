"""Finding things in the page."""

from playwright.async_api import Page, expect


def bubble(page: Page, number: int) -> str:
    return f'[data-role="bubble"][data-message-id="{number}"]'


async def press_start(page: Page) -> None:
    await page.click('[data-role="start"]')
    await expect(page.locator(bubble(page, 2))).to_contain_text("Which article?")


# The least contrast of an element's text with its ground, on all colours of the wall behind it.
CONTRAST = """(element) => {
  const parse = (color) => {
    const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const probe = document.body.appendChild(document.createElement("i"));
  const walls = ["--wall-1", "--wall-2", "--wall-3"].map((name) => {
    probe.style.color = `var(${name})`;
    return parse(getComputedStyle(probe).color).rgb;
  });
  probe.remove();
  const style = getComputedStyle(element);
  const ground = parse(style.backgroundColor);
  const text = light(parse(style.color).rgb);
  return Math.min(...walls.map((wall) => {
    const over = light(ground.rgb.map((one, at) => one * ground.a + wall[at] * (1 - ground.a)));
    return (Math.max(text, over) + 0.05) / (Math.min(text, over) + 0.05);
  }));
}"""
