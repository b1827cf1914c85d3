/** One message as an element. */

import { api } from "./api.js";
import { clock, size } from "./dates.js";
import { viewPhoto } from "./dialogs.js";
import { h, icon, iconButton, svg } from "./dom.js";
import { effectEmoji, playEffect } from "./effects.js";
import { richText } from "./entities.js";
import { keyboard } from "./keyboard.js";
import { history, state } from "./state.js";
import { summary } from "./summary.js";
import { player } from "./voice.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {import("./entities.js").Actions & {reply: (message: Message) => void,
 *   jump: (id: number) => void, menu: (message: Message, at: {x: number, y: number}) => void}} Actions
 */

/** @param {Message} message @param {Actions} actions */
export function messageElement(message, actions) {
  const element = h("article", {
    class: "message",
    data: { role: "bubble", from: message.from, messageId: message.id },
    "aria-label": message.from === "bot" ? "Bot" : "You",
    on: { contextmenu: (/** @type {MouseEvent} */ event) => openMenu(event, message, actions) },
  });
  fill(element, message, actions);
  return element;
}

/** What happened rather than what was said: shown between the messages. @param {Message} message */
function happening(message) {
  const { successful_payment: paid, refunded_payment: refunded } = message.body;
  const bot = state.bots.get(message.bot).name;
  if (message.body._pins) return `${bot} pinned ${original(message, message.body._pins)}`;
  if (paid) return `You paid ⭐ ${paid.total_amount} to ${bot}`;
  return refunded ? `${bot} refunded ⭐ ${refunded.total_amount}` : null;
}

/** Draw the inside anew, as after an edit. @param {HTMLElement} element @param {Message} message @param {Actions} actions */
export function fill(element, message, actions) {
  element.dataset.change = String(message.change);
  const happened = happening(message);
  element.classList.toggle("service", happened !== null);
  if (happened !== null) {
    element.replaceChildren(serviceLine(message, happened, actions));
    return;
  }
  if (message.body.effect_id) element.dataset.effect = message.body.effect_id;
  const parts = [bubble(message, actions, keptContent(element, message)), keyboard(message), tools(message, actions)];
  element.replaceChildren(...parts.filter((one) => one !== null));
}

/** @param {Message} message @param {string} text @param {Actions} actions */
function serviceLine(message, text, actions) {
  const pins = message.body._pins;
  if (!pins) return h("div", { class: "content" }, text);
  return h("button", { type: "button", class: "content", data: { role: "pin-notice" }, on: { click: () => actions.jump(pins) } }, text);
}

/** The content as it was drawn, when only the keyboard or the reaction changed: opened spoilers and quotations stay open. @param {HTMLElement} element @param {Message} message */
function keptContent(element, message) {
  const { reply_markup: _keys, _reaction, ...written } = message.body;
  const drawn = JSON.stringify([written, message.edit_date]);
  const same = element.dataset.drawn === drawn;
  element.dataset.drawn = drawn;
  return same ? element.querySelector(".content") : null;
}

/** @param {Message} message @param {number} id */
function original(message, id) {
  const found = history(message.bot, message.person).list.get(id);
  return found ? `«${summary(found.body)}»` : "a message";
}

/** @param {MouseEvent} event @param {Message} message @param {Actions} actions */
function openMenu(event, message, actions) {
  if (String(getSelection()) || /** @type {Element} */ (event.target).closest("a, audio")) return;
  event.preventDefault();
  actions.menu(message, { x: event.clientX, y: event.clientY });
}

/** @param {Message} message @param {Actions} actions */
function tools(message, actions) {
  return h("div", { class: "tools" }, iconButton("reply", "Reply", () => actions.reply(message)));
}

/** @param {Message} message @param {Actions} actions @param {Element | null} kept */
function bubble(message, actions, kept) {
  return h("div", { class: "bubble" },
    kept ?? h("div", { class: "content" }, quote(message, actions), ...content(message, actions)),
    message.body._reaction && reaction(message),
    tail());
}

/** @param {Message} message */
function reaction(message) {
  // Telegram leaves the variation out, and without it a heart is a black sign.
  const emoji = message.body._reaction.replace(/(?!\p{Emoji_Presentation})(\p{Emoji})(?!\ufe0f)/gu, "$1\ufe0f");
  const by = `${state.bots.get(message.bot).name} reacted with ${emoji}`;
  return h("div", { class: "reaction", role: "img", data: { role: "reaction" }, title: by, "aria-label": by }, emoji);
}

function tail() {
  return svg("svg", { class: "tail", viewBox: "0 0 11 18", "aria-hidden": "true" }, [
    svg("path", { d: "M11 0v18H1.5c-1.3 0-1.8-1.4-.8-2.2C4.8 12.6 7 8 7 0z" }),
  ]);
}

/** @param {Message} message @param {Actions} actions */
function quote(message, actions) {
  const id = message.reply_to;
  if (id === null) return null;
  const original = history(message.bot, message.person).list.get(id);
  const who = original?.from === "me" ? state.people.get(message.person).first_name : state.bots.get(message.bot).name;
  const text = message.body.quote?.text ?? (original ? summary(original.body) : "Message");
  return h("button", { type: "button", class: "quote", "aria-label": `Reply to: ${text}`, on: { click: () => actions.jump(id) } },
    h("b", {}, who), h("span", { dir: "auto" }, text));
}

/** @param {Message} message @param {Actions} actions @returns {Node[]} */
function content(message, actions) {
  const { body } = message;
  if (body.text !== undefined) return [written(message, body.text, body.entities, actions)];
  const media = mediaOf(message);
  if (body.caption) return [media, written(message, body.caption, body.caption_entities, actions)];
  return [media, meta(message, body.photo ? "over" : "corner")];
}

/** The text with its time in the last line. @param {Message} message @param {string} text @param {any[] | undefined} entities @param {Actions} actions */
function written(message, text, entities, actions) {
  return h("div", { class: "written", dir: "auto" }, richText(text, entities ?? [], actions), meta(message));
}

/** @param {Message} message @returns {Node} */
function mediaOf(message) {
  const { body, bot } = message;
  if (body.photo) return photo(body, api.fileUrl(bot, body.photo[body.photo.length - 1].file_id));
  if (body.voice) return player(api.fileUrl(bot, body.voice.file_id), body.voice.duration, null);
  if (body.audio) return player(api.fileUrl(bot, body.audio.file_id), body.audio.duration, body.audio.title ?? body.audio.file_name);
  if (body.invoice) return invoice(body.invoice);
  if (body.document) return file(body.document, api.fileUrl(bot, body.document.file_id));
  return h("em", {}, "This page cannot show this kind of message.");
}

/** @param {any} body @param {string} source */
function photo(body, source) {
  const { width, height } = body.photo[body.photo.length - 1];
  const label = body.caption ?? "Photo";
  const veiled = body.has_media_spoiler ? "veiled" : "";
  const open = () => (button.classList.contains("veiled") ? button.classList.remove("veiled") : viewPhoto(source, label));
  const button = h("button", { type: "button", class: `photo ${veiled}`, "aria-label": `Open photo: ${label}`, on: { click: open } },
    h("img", { src: source, width, height, alt: label, loading: "lazy" }));
  return button;
}

/** @param {any} one */
function invoice(one) {
  return h("div", { class: "invoice" }, h("b", { dir: "auto" }, one.title), h("p", { dir: "auto" }, one.description), h("span", {}, `⭐ ${one.total_amount}`));
}

/** @param {any} document_ @param {string} source */
function file(document_, source) {
  return h("a", { class: "file", href: `${source}?name=1`, download: document_.file_name ?? "file" },
    h("span", { class: "round" }, icon("file")),
    h("div", {}, h("b", {}, document_.file_name ?? "File"), h("span", {}, size(document_.file_size ?? 0))));
}

/** Beside the time, to be played again. @param {string | undefined} id */
function effect(id) {
  const emoji = effectEmoji(id);
  if (!emoji || !id) return null;
  const again = (/** @type {MouseEvent} */ event) => playEffect(/** @type {HTMLElement} */ (/** @type {Element} */ (event.currentTarget).closest(".message")), id);
  return h("button", { type: "button", class: "effect-mark", data: { role: "effect-mark" }, "aria-label": `Play the effect ${emoji} again`, on: { click: again } }, emoji);
}

/** @param {Message} message @param {string} [place] */
function meta(message, place = "") {
  const edited = message.edit_date ? "edited " : "";
  const date = new Date(message.date * 1000);
  return h("span", { class: `meta ${place}`, dir: "ltr" },
    effect(message.body.effect_id),
    h("time", { datetime: date.toISOString(), title: date.toLocaleString() }, edited + clock(message.date)),
    message.from === "me" && h("span", { class: "tick-holder" }));
}

/** One tick: sent. Two: the bot has it. @param {boolean} read */
export function ticks(read) {
  const paths = [svg("path", { d: read ? "M1 6.5l3 3L10.5 2.5" : "M4 6.5l3 3L13.5 2.5" })];
  if (read) paths.push(svg("path", { d: "M8 9.3l.4.4L15.5 2.5" }));
  const element = svg("svg", { class: "ticks", viewBox: "0 0 18 12", role: "img", "aria-label": read ? "Read" : "Sent" }, paths);
  return element;
}

/** @param {HTMLElement} element @param {boolean} read */
export function setTicks(element, read) {
  const holder = /** @type {HTMLElement | null} */ (element.querySelector(".tick-holder"));
  if (!holder || holder.dataset.read === String(read)) return;
  holder.dataset.read = String(read);
  holder.replaceChildren(ticks(read));
}
