/** Text with entities as elements. Offsets are UTF-16 units, which is how JavaScript counts too. */

import { moment } from "./dates.js";
import { toast } from "./dialogs.js";
import { h } from "./dom.js";
import { expandable, spoiler } from "./folded.js";

/**
 * @typedef {{type: string, offset: number, length: number, url?: string, language?: string,
 *   unix_time?: number, date_time_format?: string, user?: any}} Entity
 * @typedef {{command: (text: string) => void, link: (url: string, ask: boolean) => void, language: string}} Actions
 */

/** One to three emoji and nothing else. */
const EMOJI_ONLY = /^(?:(?:\p{Regional_Indicator}{2}|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)(?:\p{Emoji_Modifier}|\u200d(?:\p{Emoji}\ufe0f?))*){1,3}$/u;

/**
 * @param {string} text
 * @param {Entity[]} entities
 * @param {Actions} actions
 * @returns {HTMLElement}
 */
export function richText(text, entities, actions) {
  const large = entities.length === 0 && EMOJI_ONLY.test(text);
  return h("span", { class: large ? "text large" : "text" }, nodes(text, cut(entities), 0, text.length, actions));
}

/** Outer ones first; where two cross, the later one is cut at the earlier one's end. @param {Entity[]} entities */
function cut(entities) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  /** @type {Entity[]} */
  const done = [];
  const queue = sorted;
  while (queue.length) {
    const one = /** @type {Entity} */ (queue.shift());
    const end = one.offset + one.length;
    const crossed = done.find((other) => {
      const stop = other.offset + other.length;
      return other.offset <= one.offset && one.offset < stop && stop < end;
    });
    if (!crossed) {
      done.push(one);
      continue;
    }
    const stop = crossed.offset + crossed.length;
    queue.unshift({ ...one, length: stop - one.offset }, { ...one, offset: stop, length: end - stop });
  }
  return done.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/**
 * @param {string} text @param {Entity[]} entities @param {number} from @param {number} to @param {Actions} actions
 * @returns {(Node | string)[]}
 */
function nodes(text, entities, from, to, actions) {
  /** @type {(Node | string)[]} */
  const out = [];
  let at = from;
  for (let index = 0; index < entities.length; index += 1) {
    const one = entities[index];
    const end = one.offset + one.length;
    if (one.offset < at || end > to) continue;
    if (one.offset > at) out.push(text.slice(at, one.offset));
    const inside = entities.slice(index + 1).filter((other) => other.offset >= one.offset && other.offset + other.length <= end);
    out.push(element(one, text.slice(one.offset, end), nodes(text, inside, one.offset, end, actions), actions));
    at = end;
    // A quotation is a block of its own: the line feed after it would be one too many.
    if (/quote|pre/.test(one.type) && text[at] === "\n") at += 1;
  }
  if (at < to) out.push(text.slice(at, to));
  return out;
}

const TAGS = /** @type {Record<string, string>} */ ({
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
});

/** @param {Entity} one @param {string} plain @param {(Node | string)[]} inside @param {Actions} actions */
function element(one, plain, inside, actions) {
  if (TAGS[one.type]) return h(TAGS[one.type], {}, inside);
  switch (one.type) {
    case "spoiler": return spoiler(inside);
    case "pre": return h("pre", { data: { language: one.language ?? "" } }, inside);
    case "blockquote": return h("blockquote", {}, inside);
    case "expandable_blockquote": return expandable(inside);
    case "text_link": return link(one.url ?? "", plain, inside, actions);
    case "url": return link(/^[a-z]+:/i.test(plain) ? plain : `http://${plain}`, plain, inside, actions);
    case "email": return h("a", { href: `mailto:${plain}` }, inside);
    case "bot_command": return command(plain, actions);
    case "date_time": return time(one, inside, actions.language);
    case "mention": case "hashtag": case "text_mention": return h("a", {}, inside);
    default: return h("span", {}, inside);
  }
}

/** @param {string} url @param {string} plain @param {(Node | string)[]} inside @param {Actions} actions */
function link(url, plain, inside, actions) {
  if (!/^(https?|tg|mailto|tel|ton):/i.test(url)) return h("span", {}, inside);
  const open = (/** @type {Event} */ event) => {
    event.preventDefault();
    actions.link(url, plain !== url);
  };
  return h("a", { href: url, rel: "noopener noreferrer", target: "_blank", title: url, on: { click: open } }, inside);
}

/** @param {string} text @param {Actions} actions */
function command(text, actions) {
  return h("button", { type: "button", class: "command", on: { click: () => actions.command(text) } }, text);
}

/** @param {Entity} one @param {(Node | string)[]} inside @param {string} language */
function time(one, inside, language) {
  const unix = one.unix_time ?? 0;
  const shape = one.date_time_format ?? "";
  const whole = moment(unix, "wDT", language);
  const data = { unix, shape, language };
  const props = { class: "moment", datetime: new Date(unix * 1000).toISOString(), title: whole, data, on: { click: () => toast(whole) } };
  return h("time", props, shape ? moment(unix, shape, language) : inside);
}

/** "In 5 minutes" does not stay true. */
export function refreshMoments() {
  for (const one of document.querySelectorAll('.moment[data-shape="r"]')) {
    const { unix, shape, language } = /** @type {HTMLElement} */ (one).dataset;
    one.textContent = moment(Number(unix), shape ?? "", language ?? "");
  }
}

/** @param {string} text */
export async function copyText(text) {
  await navigator.clipboard.writeText(text);
  toast("Copied to the clipboard.");
}
