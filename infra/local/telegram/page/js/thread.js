/** The messages of the open chat: loaded by pages, redrawn one by one, scrolled with care. */

import { api } from "./api.js";
import { fill, messageElement, setTicks } from "./bubble.js";
import { dayKey, dayName } from "./dates.js";
import { avatar, h } from "./dom.js";
import { playUnseen } from "./effects.js";
import { refreshSpinners } from "./keyboard.js";
import { changed, history, key, putMessage, state } from "./state.js";

const NEAR = 90;
const HELD = 9; // pixels below the top edge: where the day of what is read is held

/** @typedef {import("./state.js").Message} Message */

export class Thread {
  /** @param {() => import("./state.js").Place | null} where @param {import("./bubble.js").Actions} actions */
  constructor(where, actions) {
    this.where = where;
    this.actions = actions;
    this.list = h("div", { class: "messages", role: "log", "aria-live": "polite", "aria-label": "Messages" });
    this.scroll = h("div", { class: "scroll", tabindex: "0", "aria-label": "Conversation", on: { scroll: () => this.scrolled() } }, this.list);
    this.shown = "";
    this.loading = false;
    /** @type {Promise<boolean> | null} */
    this.asked = null;
    new ResizeObserver(() => { if (this.stuck) this.toEnd(); }).observe(this.list);
    new ResizeObserver(() => { if (this.stuck) this.toEnd(); }).observe(this.scroll);
    this.stuck = true;
    this.top = 0;
    this.onScroll = () => {};
  }

  /** @returns {boolean} whether the newest message is in sight */
  atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
  }

  toEnd(smooth = false) {
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  scrolled() {
    // What grows below, like a picture that arrives, is no wish to leave the end: going up is.
    const top = this.scroll.scrollTop;
    this.stuck = this.atEnd() || (this.stuck && top >= this.top);
    this.top = top;
    if (this.scroll.scrollTop < 200) void this.older();
    this.passDays();
    this.onScroll();
  }

  /** Of the days that are held at the top only the last is seen: the others would shine through. */
  passDays() {
    const days = [...this.list.querySelectorAll(".day")];
    const top = this.scroll.getBoundingClientRect().top + HELD;
    const held = days.filter((one) => one.getBoundingClientRect().top <= top).length;
    days.forEach((one, index) => one.classList.toggle("passed", index < held - 1));
  }

  /** Fetch the newest page once for each chat. */
  async load() {
    const at = this.where();
    if (!at || !state.chats.has(key(at.bot, at.person))) return;
    const into = history(at.bot, at.person);
    if (into.loaded || this.loading) return;
    this.loading = true;
    try {
      const found = await api.messages(at);
      into.loaded = true;
      into.more = found.more;
      found.messages.forEach(putMessage);
    } catch {
      setTimeout(changed, 2000);
    } finally {
      this.loading = false;
      changed();
    }
  }

  /** The page before the oldest shown message; whether there was one. Two who ask at once share the answer. @returns {Promise<boolean>} */
  older() {
    this.asked ??= this.fetchOlder().finally(() => { this.asked = null; });
    return this.asked;
  }

  /** Fetch it and stay where we are. */
  async fetchOlder() {
    const at = this.where();
    if (!at || this.loading) return false;
    const into = history(at.bot, at.person);
    if (!into.loaded || !into.more) return false;
    this.loading = true;
    const bottom = this.scroll.scrollHeight - this.scroll.scrollTop;
    try {
      const found = await api.messages(at, Math.min(...into.list.keys()));
      into.more = found.more;
      found.messages.forEach(putMessage);
      this.draw();
      this.scroll.scrollTop = this.scroll.scrollHeight - bottom;
      return true;
    } catch {
      // The next scroll tries again.
      return false;
    } finally {
      this.loading = false;
    }
  }

  draw() {
    const at = this.where();
    const name = at ? key(at.bot, at.person) : "";
    if (name !== this.shown) {
      this.list.replaceChildren();
      this.shown = name;
      this.stuck = true;
    }
    if (!at) return;
    void this.load();
    const into = history(at.bot, at.person);
    const messages = [...into.list.values()].sort((a, b) => a.id - b.id);
    const fresh = this.list.childElementCount > 0 && into.loaded;
    this.reconcile(messages, fresh);
    this.describe(at, into.loaded && messages.length === 0);
    this.refresh(messages, state.chats.get(name));
    if (this.stuck) this.toEnd();
    playUnseen(messages, (id) => this.find(id));
  }

  /** @param {Message[]} messages @param {boolean} fresh whether new ones should be seen arriving */
  reconcile(messages, fresh) {
    const known = new Map([...this.list.querySelectorAll(".message:not(.leaving)")].map((one) => [Number(one.dataset.messageId), one]));
    /** @type {Element[]} */
    const wanted = [];
    let day = "";
    messages.forEach((message, index) => {
      if (dayKey(message.date) !== day) {
        day = dayKey(message.date);
        wanted.push(this.dayElement(message.date));
      }
      wanted.push(this.place(message, known.get(message.id), fresh));
      known.delete(message.id);
      group(wanted[wanted.length - 1], message, messages[index - 1], messages[index + 1]);
    });
    for (const gone of known.values()) gone.remove();
    wanted.forEach((element, index) => {
      if (this.list.children[index] !== element) this.list.insertBefore(element, this.list.children[index] ?? null);
    });
    while (this.list.childElementCount > wanted.length) this.list.lastElementChild?.remove();
  }

  /** @param {Message} message @param {any} element @param {boolean} fresh */
  place(message, element, fresh) {
    if (!element) {
      const made = messageElement(message, this.actions);
      if (fresh) made.classList.add("arriving");
      return made;
    }
    if (element.dataset.change !== String(message.change)) {
      const before = element.querySelector(".content")?.textContent;
      fill(element, message, this.actions);
      if (before !== element.querySelector(".content")?.textContent) element.querySelector(".bubble").classList.add("changed");
    }
    return element;
  }

  /** @param {number} date */
  dayElement(date) {
    const known = [...this.list.querySelectorAll(".day")].find((one) => one.dataset.day === dayKey(date));
    return known ?? h("div", { class: "day", data: { day: dayKey(date) } }, dayName(date));
  }

  /** What the bot can do, before the first message. @param {{bot: number, person: number}} at @param {boolean} empty */
  describe(at, empty) {
    const none = !state.chats.has(key(at.bot, at.person)) || empty;
    const profile = state.profiles.get(key(at.bot, at.person));
    const bot = state.bots.get(at.bot);
    if (!none || !bot) return;
    const text = profile?.description || profile?.short_description || "Press START to begin.";
    this.list.replaceChildren(h("div", { class: "empty", data: { role: "description" } }, avatar(bot.id, bot.name), h("h3", {}, "What can this bot do?"), h("p", { dir: "auto" }, text)));
  }

  /** @param {Message[]} messages @param {any} chat */
  refresh(messages, chat) {
    for (const message of messages) {
      const element = this.find(message.id);
      if (!element) continue;
      if (message.from === "me") setTicks(element, (chat?.read_by_bot ?? 0) >= message.id);
      else if (message.body.reply_markup || message.body.invoice) refreshSpinners(element, message);
    }
  }

  /** @param {number} id @returns {any} */
  find(id) {
    return this.list.querySelector(`[data-message-id="${id}"]`);
  }

  /** Show a message, however far back it stands. @param {number} id */
  async jump(id) {
    this.stuck = false;
    while (!this.find(id) && (await this.older())) this.stuck = false;
    const element = this.find(id);
    if (!element) return;
    const away = Math.abs(element.getBoundingClientRect().top - this.scroll.getBoundingClientRect().top);
    // A long way would be a blur, and loading more on the way would end it.
    const near = away < 2 * this.scroll.clientHeight;
    element.scrollIntoView({ block: "center", behavior: near ? "smooth" : "instant" });
    element.classList.remove("flash");
    requestAnimationFrame(() => element.classList.add("flash"));
  }
}

/** Neighbours of one side form a group; only its last bubble has a tail. */
function group(/** @type {any} */ element, /** @type {Message} */ message, /** @type {Message | undefined} */ before, /** @type {Message | undefined} */ after) {
  const together = (/** @type {Message} */ a, /** @type {Message | undefined} */ b) =>
    b !== undefined && a.from === b.from && dayKey(a.date) === dayKey(b.date) && Math.abs(a.date - b.date) < 600;
  element.classList.toggle("first", !together(message, before));
  element.classList.toggle("last", !together(message, after));
}
