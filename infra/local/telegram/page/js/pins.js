/** The bar above the messages: the newest pinned message, with each tap the one before it. */

import { h, icon } from "./dom.js";
import { summary } from "./summary.js";

/** @typedef {import("./state.js").Message} Message */

export class PinBar {
  /** @param {(id: number) => void} jump */
  constructor(jump) {
    this.jump = jump;
    this.element = h("div", { class: "pins" });
    /** @type {Message[]} */
    this.pinned = [];
    this.at = 0;
    this.shown = "";
  }

  /** @param {string} chat @param {Message[]} pinned oldest first */
  draw(chat, pinned) {
    const same = JSON.stringify([chat, pinned.map((one) => [one.id, one.change])]);
    if (same === this.shown) return;
    this.shown = same;
    this.pinned = pinned;
    this.at = pinned.length - 1;
    this.drawBar();
  }

  drawBar() {
    const message = this.pinned[this.at];
    if (!message) {
      this.element.replaceChildren();
      return;
    }
    const several = this.pinned.length > 1;
    const marks = this.pinned.map((_, at) => h("i", { class: at === this.at ? "current" : "" }));
    const title = several ? `Pinned message #${this.at + 1}` : "Pinned message";
    const held = this.element.contains(document.activeElement);
    const button = h("button", { type: "button", class: "pinned", data: { role: "pinned", message: message.id }, on: { click: () => this.pressed(message) } },
      h("span", { class: "bar", "aria-hidden": "true" }, marks), h("div", {}, h("b", {}, title), h("span", { dir: "auto" }, summary(message.body))), icon("pin"));
    this.element.replaceChildren(button);
    if (held) button.focus();
  }

  /** @param {Message} message */
  pressed(message) {
    this.jump(message.id);
    this.at = (this.at + this.pinned.length - 1) % this.pinned.length;
    this.drawBar();
  }
}
