/** The head of a chat: who it is, what they are doing, and what can be done with the chat. */

import { api } from "./api.js";
import { confirmDialog, popupMenu, toast } from "./dialogs.js";
import { avatar, h, iconButton, redraw } from "./dom.js";
import { canSplit, go } from "./route.js";
import { key, state } from "./state.js";
import { actionName } from "./summary.js";

/** @typedef {import("./state.js").Place} Place */

export class ChatHead {
  /** @param {"bot" | "beside"} slot @param {(text: string) => void} send */
  constructor(slot, send) {
    this.slot = slot;
    this.send = send;
    this.element = h("header", { class: "chat-head" });
    this.drawn = "";
  }

  /** @param {Place} at */
  draw(at) {
    const bot = state.bots.get(at.bot);
    const name = state.profiles.get(key(at.bot, at.person))?.name ?? bot.name;
    const doing = state.doing.get(key(at.bot, at.person));
    const blocked = Boolean(state.chats.get(key(at.bot, at.person))?.blocked);
    const drawn = JSON.stringify([at, name, doing?.action, blocked, state.live, canSplit(), state.view.beside]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const sub = doing
      ? h("div", { class: "sub doing dots", data: { role: "typing" }, "aria-live": "polite" }, actionName(doing.action))
      : h("div", { class: "sub" }, !state.live ? "connecting…" : blocked ? "blocked" : "bot");
    redraw(this.element,
      ...(this.slot === "bot" ? [iconButton("back", "Back to the chats", () => go({ bot: null }), { class: "back", "data-role": "back" })] : []),
      avatar(bot.id, name), h("div", { class: "titles" }, h("h2", {}, name), sub),
      ...this.beside(),
      iconButton("more", "More", (event) => this.more(event, at, blocked), { "data-role": "more", "aria-haspopup": "menu" }));
  }

  /** The buttons that open and close the second chat. */
  beside() {
    if (!canSplit()) return [];
    if (this.slot === "beside") return [iconButton("close", "Close this chat", () => go({ beside: null }), { "data-role": "close-beside" })];
    if (state.view.beside !== null) return [iconButton("split", "Show one chat", () => go({ beside: null }), { "data-role": "split", "aria-pressed": "true" })];
    return [iconButton("split", "Show two chats", (event) => this.choose(event), { "data-role": "split", "aria-pressed": "false" })];
  }

  /** @param {MouseEvent} event */
  choose(event) {
    const others = [...state.bots.values()].filter((bot) => bot.id !== state.view.bot);
    if (others.length === 1) {
      go({ beside: others[0].id });
      return;
    }
    popupMenu(below(event), others.map((bot) => ({ icon: "split", label: bot.name, run: () => go({ beside: bot.id }) })));
  }

  /** @param {MouseEvent} event @param {Place} at @param {boolean} blocked */
  more(event, at, blocked) {
    popupMenu(below(event), [
      { icon: "send", label: "Send /start", run: () => this.send("/start") },
      blocked
        ? { icon: "block", label: "Unblock bot", run: () => void block(at, false) }
        : { icon: "block", label: "Block bot", danger: true, run: () => void block(at, true) },
      { note: `@${state.bots.get(at.bot).username} · chat ${at.person}` },
    ]);
  }
}

/** @param {MouseEvent} event */
function below(event) {
  const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
  return { x: box.right - 200, y: box.bottom + 4 };
}

/** @param {Place} at @param {boolean} blocked */
async function block(at, blocked) {
  if (blocked && !(await confirmDialog("Block this bot?", "It cannot write to you until you unblock it.", "Block"))) return;
  await api.block(at, blocked).catch((error) => toast(error.message));
}
