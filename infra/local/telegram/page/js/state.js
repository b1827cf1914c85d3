/** What the page knows, and who is told when it changes. */

import { setClock } from "./dates.js";

/**
 * @typedef {{bot: number, person: number, id: number, from: "bot" | "me", date: number,
 *   edit_date: number | null, reply_to: number | null, deleted: boolean, change: number, body: any}} Message
 * @typedef {{list: Map<number, Message>, more: boolean, loaded: boolean}} History
 * @typedef {{bot: number, person: number}} Place a chat
 * @typedef {{bot: number, person: number, message: number, data: string, id: string | null}} Press
 */

export const state = {
  /** @type {Map<number, any>} */ bots: new Map(),
  /** @type {Map<number, any>} */ people: new Map(),
  /** @type {Map<string, any>} */ chats: new Map(),
  /** @type {Map<string, History>} */ histories: new Map(),
  /** @type {Map<string, any>} */ profiles: new Map(),
  /** @type {Map<string, {action: string, until: number}>} */ doing: new Map(),
  /** @type {Set<Press>} */ presses: new Set(),
  /** @type {{person: number, bot: number | null, beside: number | null, start: string | null}} */
  view: { person: 0, bot: null, beside: null, start: null },
  change: 0,
  live: true,
};

/** @type {Set<() => void>} */
const listeners = new Set();
let planned = false;

/** @param {() => void} listener */
export function onChange(listener) {
  listeners.add(listener);
}

/** Redraw once for all changes of this moment. */
export function changed() {
  if (planned) return;
  planned = true;
  queueMicrotask(() => {
    planned = false;
    for (const listener of listeners) listener();
  });
}

/** @param {number} bot @param {number} person */
export const key = (bot, person) => `${bot}:${person}`;

/** The chat in one of the page's two places, or null. @param {"bot" | "beside"} slot @returns {Place | null} */
export function placed(slot) {
  const bot = state.view[slot];
  return bot === null ? null : { bot, person: state.view.person };
}

/** @param {Place} at */
export function isInFront({ bot, person }) {
  const { view } = state;
  return person === view.person && (bot === view.bot || bot === view.beside);
}

/** @param {number} bot @param {number} person */
export function history(bot, person) {
  const name = key(bot, person);
  let found = state.histories.get(name);
  if (!found) {
    found = { list: new Map(), more: false, loaded: false };
    state.histories.set(name, found);
  }
  return found;
}

/** @param {Message} message */
export function putMessage(message) {
  const into = history(message.bot, message.person);
  const known = into.list.get(message.id);
  if (known && known.change > message.change) return;
  if (message.deleted) into.list.delete(message.id);
  else if (into.loaded) into.list.set(message.id, message);
}

/** @param {any} found the answer of /api/state */
export function replaceAll(found) {
  state.bots = new Map(found.bots.map((/** @type {any} */ bot) => [bot.id, bot]));
  state.people = new Map(found.people.map((/** @type {any} */ one) => [one.id, one]));
  state.chats = new Map(found.chats.map((/** @type {any} */ one) => [key(one.bot, one.person), one]));
  state.histories.clear();
  state.profiles.clear();
  state.presses.clear();
  state.change = found.change;
  setClock(found.now);
}

/** @param {any} found one `changes` event */
export function take(found) {
  for (const message of found.messages) putMessage(message);
  for (const chat of found.chats) state.chats.set(key(chat.bot, chat.person), chat);
  for (const person of found.people) state.people.set(person.id, person);
  state.change = found.change;
}

/** @param {number} person */
export function unreadOf(person) {
  let sum = 0;
  for (const chat of state.chats.values()) if (chat.person === person) sum += chat.unread;
  return sum;
}

/** @param {Message} message @param {string} data */
export function pressOf(message, data) {
  for (const press of state.presses) {
    const same = press.bot === message.bot && press.person === message.person;
    if (same && press.message === message.id && press.data === data) return press;
  }
  return null;
}
