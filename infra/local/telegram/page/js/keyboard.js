/** Inline keyboards under messages. */

import { h, icon } from "./dom.js";
import { PAY, pressKey } from "./presses.js";
import { pressOf } from "./state.js";

/** @param {import("./state.js").Message} message */
export function keyboard(message) {
  const rows = rowsOf(message.body);
  if (!rows.length) return null;
  return h("div", { class: "keyboard", role: "group", "aria-label": "Buttons" },
    rows.map((/** @type {any[]} */ row, /** @type {number} */ r) =>
      h("div", { class: "keyboard-row" }, row.map((button, column) => keyOf(message, button, { row: r, column })))));
}

/** An invoice without a keyboard has one button that pays; a paid one shows that. @param {any} body @returns {any[][]} */
function rowsOf(body) {
  const rows = body.reply_markup?.inline_keyboard ?? [];
  if (!body.invoice) return rows;
  const first = body._paid
    ? { text: "Paid ✓", disabled: {} }
    : { text: rows[0]?.[0].text ?? `Pay ⭐ ${body.invoice.total_amount}`, pay: true };
  return [[first, ...(rows[0] ?? []).slice(1)], ...rows.slice(1)];
}

/** @param {any} button */
const signOf = (button) => (button.pay ? PAY : button.callback_data);

/** @param {import("./state.js").Message} message @param {any} button @param {{row: number, column: number}} at */
function keyOf(message, button, at) {
  const mark = button.url ? "link" : button.copy_text ? "copy" : button.web_app ? "app" : null;
  const sign = signOf(button);
  const busy = sign !== undefined && pressOf(message, sign) !== null;
  const data = { role: "keyboard-button", ...(button.style ? { style: button.style } : {}) };
  if (sign !== undefined) Object.assign(data, { callback: sign });
  const click = () => pressKey(message, button, at);
  const element = h("button", { type: "button", class: "key", data, dir: "auto", "aria-busy": String(busy), "aria-disabled": button.disabled ? "true" : null, on: { click } }, button.text);
  if (mark) {
    const shape = icon(mark);
    shape.classList.add("mark");
    element.append(shape);
  }
  return element;
}

/** Show or stop the spinners of one drawn message. @param {HTMLElement} element @param {import("./state.js").Message} message */
export function refreshSpinners(element, message) {
  for (const one of element.querySelectorAll("[data-callback]")) {
    const busy = pressOf(message, /** @type {HTMLElement} */ (one).dataset.callback ?? "") !== null;
    one.setAttribute("aria-busy", String(busy));
  }
}
