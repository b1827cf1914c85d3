/** The open chat: head, pinned message, thread and composer. */

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { confirmDialog, popupMenu, toast } from "./dialogs.js";
import { avatar, h, icon, iconButton, redraw } from "./dom.js";
import { copyText } from "./entities.js";
import { openLink } from "./links.js";
import { go } from "./route.js";
import { changed, here, history, key, state } from "./state.js";
import { actionName, summary } from "./summary.js";
import { Thread } from "./thread.js";

/** @typedef {import("./state.js").Message} Message */

export class ChatPane {
  /** @param {HTMLElement} holder */
  constructor(holder) {
    this.holder = holder;
    this.composer = new Composer();
    this.thread = new Thread({
      command: (text) => this.composer.send(text),
      link: (url, ask) => void openLink(url, ask),
      reply: (message) => this.composer.setAbout({ message, editing: false }),
      jump: (id) => this.thread.jump(id),
      menu: (message, at) => this.menu(message, at),
      get language() { return state.people.get(state.view.person)?.language_code ?? "en"; },
    });
    this.head = h("header", { class: "chat-head" });
    this.pin = h("div");
    this.badge = h("span", { class: "badge", hidden: true });
    this.jump = h("button", { type: "button", class: "jump", data: { role: "jump" }, "aria-label": "To the newest message", on: { click: () => this.thread.toEnd(true) } }, icon("down"), this.badge);
    this.composer.element.prepend(this.jump);
    this.composer.onSent = () => { this.thread.stuck = true; this.thread.toEnd(); };
    this.thread.onScroll = () => { this.drawJump(); this.markRead(); };
    document.addEventListener("visibilitychange", () => this.markRead());
    this.none = h("div", { class: "placeholder" }, "Choose a chat");
    this.drawn = "";
  }

  draw() {
    const at = here();
    if (!at) {
      this.thread.draw();
      this.holder.replaceChildren(this.none);
      return;
    }
    if (this.thread.scroll.parentElement !== this.holder) this.holder.replaceChildren(this.head, this.pin, this.thread.scroll, this.composer.element);
    void this.loadProfile(at);
    this.drawHead(at);
    this.drawPin(at);
    this.composer.draw();
    this.thread.draw();
    this.drawJump();
    this.markRead();
  }

  /** @param {{bot: number, person: number}} at */
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

  /** @param {{bot: number, person: number}} at */
  drawHead(at) {
    const bot = state.bots.get(at.bot);
    const name = state.profiles.get(key(at.bot, at.person))?.name ?? bot.name;
    const doing = state.doing.get(key(at.bot, at.person));
    const blocked = Boolean(state.chats.get(key(at.bot, at.person))?.blocked);
    const drawn = JSON.stringify([at, name, doing?.action, blocked, state.live]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const sub = doing
      ? h("div", { class: "sub doing dots", data: { role: "typing" }, "aria-live": "polite" }, actionName(doing.action))
      : h("div", { class: "sub" }, !state.live ? "connecting…" : blocked ? "blocked" : "bot");
    redraw(this.head,
      iconButton("back", "Back to the chats", () => go({ bot: null }), { class: "back", "data-role": "back" }),
      avatar(bot.id, name), h("div", { class: "titles" }, h("h2", {}, name), sub),
      iconButton("more", "More", (event) => this.more(event, at, blocked), { "data-role": "more", "aria-haspopup": "menu" }));
  }

  /** @param {{bot: number, person: number}} at */
  drawPin(at) {
    const id = state.chats.get(key(at.bot, at.person))?.pinned;
    const message = id ? history(at.bot, at.person).list.get(id) : undefined;
    this.pin.replaceChildren(...(message ? [h("button", { type: "button", class: "pinned", data: { role: "pinned" }, on: { click: () => this.thread.jump(message.id) } },
      h("span", { class: "bar" }), h("div", {}, h("b", {}, "Pinned message"), h("span", { dir: "auto" }, summary(message.body))))] : []));
  }

  drawJump() {
    const at = here();
    const unread = at ? state.chats.get(key(at.bot, at.person))?.unread ?? 0 : 0;
    this.jump.classList.toggle("shown", !this.thread.atEnd());
    this.badge.hidden = unread === 0;
    this.badge.textContent = String(unread);
  }

  markRead() {
    const at = here();
    const chat = at && state.chats.get(key(at.bot, at.person));
    if (!at || !chat?.unread || !chat.last || document.visibilityState !== "visible") return;
    if (!history(at.bot, at.person).loaded || !this.thread.atEnd()) return;
    chat.unread = 0;
    void api.read(at, chat.last.id).catch(() => {});
    changed();
  }

  /** @param {MouseEvent} event @param {{bot: number, person: number}} at @param {boolean} blocked */
  more(event, at, blocked) {
    const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    popupMenu({ x: box.right - 200, y: box.bottom + 4 }, [
      { icon: "send", label: "Send /start", run: () => this.composer.send("/start") },
      blocked
        ? { icon: "block", label: "Unblock bot", run: () => this.block(at, false) }
        : { icon: "block", label: "Block bot", danger: true, run: () => this.block(at, true) },
      { note: `@${state.bots.get(at.bot).username} · chat ${at.person}` },
    ]);
  }

  /** @param {{bot: number, person: number}} at @param {boolean} blocked */
  async block(at, blocked) {
    if (blocked && !(await confirmDialog("Block this bot?", "It cannot write to you until you unblock it.", "Block"))) return;
    await api.block(at, blocked).catch((error) => toast(error.message));
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
