/** The command menu, and its filtered form while somebody types a slash. */

import { h } from "./dom.js";

export class CommandPanel {
  /** @param {(command: string) => void} choose */
  constructor(choose) {
    this.choose = choose;
    this.at = 0;
    this.element = h("div", { class: "panel", role: "listbox", "aria-label": "Commands", data: { role: "commands" }, hidden: true });
  }

  get open() {
    return !this.element.hidden;
  }

  /** @param {{command: string, description: string}[]} commands @param {string} [prefix] */
  show(commands, prefix = "") {
    const found = commands.filter((one) => one.command.startsWith(prefix));
    this.at = 0;
    this.element.replaceChildren(...found.map((one) => this.row(one)));
    this.element.hidden = found.length === 0;
    this.mark();
  }

  hide() {
    this.element.hidden = true;
  }

  /** @param {{command: string, description: string}} one */
  row(one) {
    const choose = () => { this.hide(); this.choose(`/${one.command}`); };
    return h("button", { type: "button", role: "option", data: { command: one.command }, on: { click: choose } }, h("b", {}, `/${one.command}`), h("span", { dir: "auto" }, one.description));
  }

  mark() {
    [...this.element.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.at)));
    this.element.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was used */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const rows = this.element.children;
    if (!this.open) return false;
    if (step) {
      this.at = (this.at + step + rows.length) % rows.length;
      this.mark();
    } else if (event.key === "Enter" || event.key === "Tab") /** @type {HTMLElement} */ (rows[this.at])?.click();
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    return true;
  }
}
