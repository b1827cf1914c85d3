/** Where we are stands in the address: #person=1001&bot=parley_bot&beside=other_bot&start=payload */

import { changed, state } from "./state.js";

const REMEMBERED = "stand-in.person";
const NARROW = matchMedia("(max-width: 720px)");
const WIDE = matchMedia("(min-width: 1000px)");

/** @param {string | null} wanted a username or an id @returns {number | null} */
const botOf = (wanted) => [...state.bots.values()].find((one) => one.username === wanted || String(one.id) === wanted)?.id ?? null;

/** Read the address into the view. */
export function readRoute() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const person = Number(wanted.get("person")) || Number(localStorage.getItem(REMEMBERED));
  const { view } = state;
  view.person = state.people.has(person) ? person : Math.min(...state.people.keys());
  view.bot = botOf(wanted.get("bot"));
  view.start = view.bot === null ? null : wanted.get("start");
  if (!wanted.get("bot") && !isNarrow()) view.bot = [...state.bots.keys()][0] ?? null;
  const beside = botOf(wanted.get("beside"));
  view.beside = beside === view.bot ? null : beside;
  localStorage.setItem(REMEMBERED, String(view.person));
  changed();
}

/** A chat that stands beside changes places with the one that is left. @param {{person?: number, bot?: number | null, beside?: number | null, start?: string | null}} to */
export function go(to) {
  const { view } = state;
  const person = to.person ?? view.person;
  const bot = to.bot === undefined ? view.bot : to.bot;
  let beside = to.beside === undefined ? view.beside : to.beside;
  if (beside !== null && beside === bot) beside = view.bot === bot ? null : view.bot;
  const parts = new URLSearchParams({ person: String(person) });
  if (bot !== null) parts.set("bot", state.bots.get(bot).username);
  if (beside !== null) parts.set("beside", state.bots.get(beside).username);
  if (to.start) parts.set("start", to.start);
  if (location.hash === `#${parts}`) readRoute();
  else location.hash = parts.toString();
}

export const isNarrow = () => NARROW.matches;

/** Whether there is room, and a second chat, to show two side by side. */
export const canSplit = () => WIDE.matches && state.bots.size > 1;

export const isSplit = () => canSplit() && state.view.bot !== null && state.view.beside !== null;

/** @param {() => void} listener */
export function onResize(listener) {
  for (const query of [NARROW, WIDE]) query.addEventListener("change", listener);
}
