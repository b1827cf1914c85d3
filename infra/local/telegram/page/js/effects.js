/** Message effects: a short burst of an emoji around a message when it is first seen. */

import { h } from "./dom.js";
import { key, state } from "./state.js";

const EMOJI = /** @type {Record<string, string>} */ ({
  "5046509860389126442": "🎉",
  "5104841245755180586": "🔥",
  "5107584321108051014": "👍",
  "5159385139981059251": "❤️",
  "5104858069142078462": "👎",
  "5046589136895476101": "💩",
});
const SPARKS = 14;
const LASTS = 1500;

/** @type {Set<string>} of this page; what was read before it was opened stays quiet too */
const seen = new Set();

/** @param {string | undefined} id */
export const effectEmoji = (id) => (id ? EMOJI[id] ?? null : null);

/**
 * Play the newest effect that nobody has seen yet, once.
 * @param {import("./state.js").Message[]} messages @param {(id: number) => HTMLElement | null} find
 */
export function playUnseen(messages, find) {
  if (document.visibilityState !== "visible") return;
  const fresh = messages.filter((one) => one.body.effect_id && isUnseen(one));
  for (const one of fresh) seen.add(`${one.bot}:${one.id}`);
  const last = fresh[fresh.length - 1];
  const element = last && find(last.id);
  // The new message first scrolls into its place.
  if (element) setTimeout(() => playEffect(element, last.body.effect_id), 120);
}

/** @param {import("./state.js").Message} message */
function isUnseen(message) {
  const read = state.chats.get(key(message.bot, message.person))?.read_by_person ?? 0;
  return message.id > read && !seen.has(`${message.bot}:${message.id}`);
}

/** `data-effect-played` says how it went: `playing`, `done`, or `still` for those who want no motion. @param {HTMLElement} element @param {string} id */
export function playEffect(element, id) {
  const emoji = effectEmoji(id);
  const pane = element.closest(".chat");
  if (!emoji || !pane || element.dataset.effectPlayed === "playing") return;
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    element.dataset.effectPlayed = "still";
    return;
  }
  element.dataset.effectPlayed = "playing";
  const burst = burstOf(emoji);
  const box = element.getBoundingClientRect();
  const around = pane.getBoundingClientRect();
  burst.style.left = `${box.left - around.left + box.width / 2}px`;
  burst.style.top = `${box.top - around.top + box.height / 2}px`;
  pane.append(burst);
  setTimeout(() => { burst.remove(); element.dataset.effectPlayed = "done"; }, LASTS);
}

/** @param {string} emoji @returns {HTMLElement} */
function burstOf(emoji) {
  const sparks = Array.from({ length: SPARKS }, (_, at) => {
    const spark = h("i", {}, emoji);
    const angle = (at / SPARKS) * 2 * Math.PI;
    const far = 80 + (at % 3) * 42;
    spark.style.setProperty("--x", `${Math.round(Math.cos(angle) * far * 1.35)}px`);
    spark.style.setProperty("--y", `${Math.round(Math.sin(angle) * far)}px`);
    spark.style.setProperty("--turn", `${(at % 2 ? 1 : -1) * (20 + at * 3)}deg`);
    return spark;
  });
  return h("div", { class: "effect", data: { role: "effect", emoji }, "aria-hidden": "true" }, sparks, h("b", {}, emoji));
}
