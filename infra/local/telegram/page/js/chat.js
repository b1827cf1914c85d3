/** A chat in front of the person: head, pinned messages, thread and composer. */

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { popupMenu } from "./dialogs.js";
import { h, icon } from "./dom.js";
import { copyText } from "./entities.js";
import { ChatHead } from "./head.js";
import { openLink } from "./links.js";
import { PinBar } from "./pins.js";
import { changed, history, key, placed, state } from "./state.js";
import { Thread } from "./thread.js";

/** @typedef {import("./state.js").Message} Message */

export class ChatPane {
  /** @param {HTMLElement} holder @param {"bot" | "beside"} slot which chat of the view it shows */
  constructor(holder, slot) {
    this.holder = holder;
    this.where = () => placed(slot);
    this.composer = new Composer(slot);
    this.thread = new Thread(this.where, {
      command: (text) => this.composer.send(text),
      link: (url, ask) => void openLink(url, ask),
      reply: (message) => this.composer.setAbout({ message, editing: false }),
      jump: (id) => void this.thread.jump(id),
      menu: (message, at) => this.menu(message, at),
      get language() { return state.people.get(state.view.person)?.language_code ?? "en"; },
    });
    this.head = new ChatHead(slot, (text) => this.composer.send(text));
    this.pins = new PinBar((id) => void this.thread.jump(id));
    this.badge = h("span", { class: "badge", hidden: true });
    this.jump = h("button", { type: "button", class: "jump", data: { role: "jump" }, "aria-label": "To the newest message", on: { click: () => this.thread.toEnd(true) } }, icon("down"), this.badge);
    this.composer.element.prepend(this.jump);
    this.composer.onSent = () => { this.thread.stuck = true; this.thread.toEnd(); };
    this.thread.onScroll = () => { this.drawJump(); this.markRead(); };
    document.addEventListener("visibilitychange", () => this.markRead());
    this.none = h("div", { class: "placeholder" }, "Choose a chat");
  }

  draw() {
    const at = this.where();
    this.holder.classList.toggle("vacant", !at);
    if (!at) {
      this.thread.draw();
      this.holder.replaceChildren(this.none);
      return;
    }
    const parts = [this.head.element, this.pins.element, this.thread.scroll, this.composer.element];
    if (this.thread.scroll.parentElement !== this.holder) this.holder.replaceChildren(...parts);
    void this.loadProfile(at);
    this.head.draw(at);
    this.pins.draw(key(at.bot, at.person), state.chats.get(key(at.bot, at.person))?.pinned ?? []);
    this.composer.draw();
    this.thread.draw();
    this.drawJump();
    this.markRead();
  }

  /** @param {import("./state.js").Place} at */
  async loadProfile(at) {
    const name = key(at.bot, at.person);
    if (state.profiles.has(name)) return;
    state.profiles.set(name, { commands: [] });
    try {
      state.profiles.set(name, await api.profile(at));
    } catch {
      state.profiles.delete(name);
      return;
    }
    changed();
  }

  drawJump() {
    const at = this.where();
    const unread = at ? state.chats.get(key(at.bot, at.person))?.unread ?? 0 : 0;
    this.jump.classList.toggle("shown", !this.thread.atEnd());
    this.badge.hidden = unread === 0;
    this.badge.textContent = String(unread);
  }

  markRead() {
    const at = this.where();
    const chat = at && state.chats.get(key(at.bot, at.person));
    if (!at || !chat?.unread || !chat.last || document.visibilityState !== "visible") return;
    if (!history(at.bot, at.person).loaded || !this.thread.atEnd()) return;
    chat.unread = 0;
    void api.read(at, chat.last.id).catch(() => {});
    changed();
  }

  /** @param {Message} message @param {{x: number, y: number}} at */
  menu(message, at) {
    const text = message.body.text ?? message.body.caption;
    popupMenu(at, [
      { icon: "reply", label: "Reply", run: () => this.composer.setAbout({ message, editing: false }) },
      text !== undefined ? { icon: "copy", label: "Copy text", run: () => void copyText(text) } : null,
      message.from === "me" && message.body.text !== undefined
        ? { icon: "edit", label: "Edit", run: () => this.composer.setAbout({ message, editing: true }) }
        : null,
      { note: `Message ${message.id}` },
    ]);
  }
}
