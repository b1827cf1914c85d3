/** Inline keyboards under messages. */

import { h, icon } from "./dom.js";
import { pressKey } from "./presses.js";
import { pressOf } from "./state.js";

/** @param {import("./state.js").Message} message */
export function keyboard(message) {
  const rows = message.body.reply_markup?.inline_keyboard ?? [];
  if (!rows.length) return null;
  return h("div", { class: "keyboard", role: "group", "aria-label": "Buttons" },
    rows.map((/** @type {any[]} */ row, /** @type {number} */ r) =>
      h("div", { class: "keyboard-row" }, row.map((button, column) => keyOf(message, button, { row: r, column })))));
}

/** @param {import("./state.js").Message} message @param {any} button @param {{row: number, column: number}} at */
function keyOf(message, button, at) {
  const mark = button.url ? "link" : button.copy_text ? "copy" : button.web_app ? "app" : null;
  const busy = button.callback_data !== undefined && pressOf(message, button.callback_data) !== null;
  const data = { role: "keyboard-button", ...(button.style ? { style: button.style } : {}) };
  if (button.callback_data !== undefined) Object.assign(data, { callback: button.callback_data });
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
