/** The list of chats of the current person: one for each bot. */

import { shortTime } from "./dates.js";
import { popupMenu } from "./dialogs.js";
import { avatar, h, iconButton, redraw } from "./dom.js";
import { editPerson } from "./people.js";
import { canSplit, go, isSplit } from "./route.js";
import { key, state } from "./state.js";
import { actionName, summary } from "./summary.js";
import { isDark, toggleTheme } from "./theme.js";
import { ticks } from "./bubble.js";

/** @param {HTMLElement} holder */
export function drawList(holder) {
  const person = state.people.get(state.view.person);
  if (!person) return;
  const rows = ordered(person).map((bot) => h("li", {}, row(bot, person)));
  redraw(holder, head(person), ...(state.live ? [] : [lost()]), h("ul", { class: "chats" }, rows), note());
}

/** The chat with the newest message first; bots that nobody has started keep their order. @param {any} person @returns {any[]} */
function ordered(person) {
  const newest = (/** @type {any} */ bot) => state.chats.get(key(bot.id, person.id))?.last?.date ?? 0;
  return [...state.bots.values()].sort((a, b) => newest(b) - newest(a));
}

/** @param {any} person */
function head(person) {
  const theme = isDark() ? "Light colours" : "Dark colours";
  return h("header", { class: "list-head" },
    h("h1", {}, person.first_name, h("small", {}, `id ${person.id} · ${person.language_code}`)),
    iconButton(isDark() ? "sun" : "moon", theme, () => { toggleTheme(); drawList(/** @type {HTMLElement} */ (document.getElementById("list"))); }, { "data-role": "theme" }),
    iconButton("person", "Edit this person", () => editPerson(person), { "data-role": "edit-person" }));
}

const note = () => h("p", { class: "list-note" }, "A Telegram of this machine alone: nothing written here leaves it.");

const lost = () => h("div", { class: "connection", role: "status" }, "Connecting…");

/** @param {any} bot @param {any} person */
function row(bot, person) {
  const chat = state.chats.get(key(bot.id, person.id));
  const last = chat?.last;
  const unread = chat?.unread ?? 0;
  const current = state.view.bot === bot.id;
  const data = { chat: bot.id, beside: String(isSplit() && state.view.beside === bot.id) };
  return h("button", { type: "button", class: "chat-row", data, "aria-current": String(current), on: { click: () => go({ bot: bot.id }), contextmenu: (/** @type {MouseEvent} */ event) => menu(event, bot) } },
    avatar(bot.id, bot.name),
    h("div", {},
      h("div", { class: "line" }, h("span", { class: "name" }, bot.name), last && time(last, chat)),
      h("div", { class: "line" }, preview(bot, person, chat), unread > 0 && h("span", { class: "badge", "aria-label": `${unread} unread` }, unread))));
}

/** @param {MouseEvent} event @param {any} bot */
function menu(event, bot) {
  if (!canSplit() || bot.id === state.view.bot) return;
  event.preventDefault();
  popupMenu({ x: event.clientX, y: event.clientY }, [{ icon: "split", label: "Open beside", run: () => go({ beside: bot.id }) }]);
}

/** @param {any} last @param {any} chat */
function time(last, chat) {
  return h("span", { class: "time" }, last.from === "me" && ticks(chat.read_by_bot >= last.id), shortTime(last.date));
}

/** @param {any} bot @param {any} person @param {any} chat */
function preview(bot, person, chat) {
  const doing = state.doing.get(key(bot.id, person.id));
  if (doing) return h("span", { class: "preview doing" }, `${actionName(doing.action)}…`);
  if (!chat?.last) return h("span", { class: "preview" }, `@${bot.username}`);
  const who = chat.last.from === "me" ? h("span", { class: "who" }, "You: ") : null;
  return h("span", { class: "preview" }, who, summary(chat.last.body));
}
