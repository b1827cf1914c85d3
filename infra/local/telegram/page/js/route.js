/** Where we are stands in the address: #person=1001&bot=parley_bot&start=payload */

import { changed, state } from "./state.js";

const REMEMBERED = "stand-in.person";

/** Read the address into the view. */
export function readRoute() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const person = Number(wanted.get("person")) || Number(localStorage.getItem(REMEMBERED));
  state.view.person = state.people.has(person) ? person : Math.min(...state.people.keys());
  const bot = wanted.get("bot");
  const found = [...state.bots.values()].find((one) => one.username === bot || String(one.id) === bot);
  state.view.bot = found ? found.id : null;
  state.view.start = found ? wanted.get("start") : null;
  if (!bot && !isNarrow()) state.view.bot = [...state.bots.keys()][0] ?? null;
  localStorage.setItem(REMEMBERED, String(state.view.person));
  changed();
}

/** @param {{person?: number, bot?: number | null, start?: string | null}} to */
export function go(to) {
  const person = to.person ?? state.view.person;
  const bot = to.bot === undefined ? state.view.bot : to.bot;
  const parts = new URLSearchParams({ person: String(person) });
  if (bot !== null) parts.set("bot", state.bots.get(bot).username);
  if (to.start) parts.set("start", to.start);
  if (location.hash === `#${parts}`) readRoute();
  else location.hash = parts.toString();
}

export function isNarrow() {
  return matchMedia("(max-width: 720px)").matches;
}
