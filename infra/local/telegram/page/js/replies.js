/** Reply keyboards: buttons below the composer that write their own text. */

import { h } from "./dom.js";

/**
 * @param {any} markup the bot's ReplyKeyboardMarkup, or nothing
 * @param {(text: string) => void} send
 * @returns {HTMLElement[]}
 */
export function replyKeyboard(markup, send) {
  if (!markup?.keyboard) return [];
  const rows = markup.keyboard.map((/** @type {any[]} */ row) =>
    h("div", { class: "keyboard-row" }, row.map((button) =>
      h("button", { type: "button", dir: "auto", data: { role: "reply-button", ...(button.style ? { style: button.style } : {}) }, on: { click: () => send(button.text) } }, button.text))));
  return [h("div", { class: "reply-keyboard", role: "group", "aria-label": "Suggested answers" }, rows)];
}
