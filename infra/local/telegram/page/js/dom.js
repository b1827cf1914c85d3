/** Building elements. Texts always become text nodes: nothing that a person or a bot wrote is parsed. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {Node | string | number | null | undefined | false} Child
 * @param {string} tag
 * @param {Record<string, any>} [props] `class`, `data`, `on`, properties, or attributes
 * @param {...(Child | Child[])} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) assign(element, name, value);
  element.append(...children.flat().filter((child) => child || child === 0).map(textOrNode));
  return element;
}

/** @param {any} child */
function textOrNode(child) {
  return child instanceof Node ? child : String(child);
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {any} value
 */
function assign(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "class") element.className = value;
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "on") {
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  } else element.setAttribute(name, value === true ? "" : String(value));
}

/** Only shapes that stand in this file's callers, never texts of people. */
const PATHS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 4l17 8-17 8 3-8zM7 12h7",
  mic: "M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21M8.5 21h7",
  clip: "M19.5 11.5l-7.8 7.8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8",
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  down: "M6 9l6 6 6-6",
  reply: "M10 6L4 11.5 10 17M4.5 11.5H14a6 6 0 0 1 6 6V19",
  copy: "M9 9h10v11H9zM5 15V4h10",
  edit: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  play: "M8 5.5v13l11-6.5z",
  pause: "M8 5.5h2.5v13H8zM13.5 5.5H16v13h-2.5z",
  file: "M12 4v11M7.5 10.5L12 15l4.5-4.5M5 19.5h14",
  link: "M8 16L17 7M10 7h7v7",
  app: "M4 5h16v14H4zM4 9h16",
  block: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12",
  plus: "M12 5v14M5 12h14",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20a7.5 7.5 0 0 1 15 0",
  keyboard: "M3 6.5h18v11H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  split: "M4 5h16v14H4zM12 5v14",
  pin: "M9 4h6l-1 6 3 3v1H7v-1l3-3zM12 14v6",
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, [
    svg("path", { d: PATHS[name] }),
  ]);
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {Element[]} [children]
 */
export function svg(tag, attributes, children = []) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * @param {keyof typeof PATHS} name
 * @param {string} label
 * @param {(event: MouseEvent) => void} onClick
 * @param {Record<string, any>} [props]
 */
export function iconButton(name, label, onClick, props = {}) {
  const { class: extra = "", ...rest } = props;
  return h(
    "button",
    { type: "button", class: `icon-button ${extra}`, "aria-label": label, title: label, on: { click: onClick }, ...rest },
    icon(name),
  );
}

/**
 * Draw anew and keep the focus where it was, found again by its data attribute.
 * @param {HTMLElement} holder
 * @param {(Node | string)[]} children
 */
export function redraw(holder, ...children) {
  const focused = holder.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const mark = focused && ["person", "chat", "role"].find((name) => focused.dataset[name]);
  holder.replaceChildren(...children);
  if (mark) /** @type {HTMLElement | null} */ (holder.querySelector(`[data-${mark}="${focused.dataset[mark]}"]`))?.focus();
}

/** Neighbouring ids and round thousands get different colours. @param {number} id */
const hue = (id) => (id + Math.floor(id / 1000) * 2 + Math.floor(id / 2000)) % 7;

/**
 * @param {number} id
 * @param {string} name
 */
export function avatar(id, name) {
  const letters = [...name.trim()].filter((_, at, all) => at === 0 || all[at - 1] === " ");
  return h("span", { class: `avatar hue-${hue(id)}`, "aria-hidden": "true" }, letters.slice(0, 2).join("").toUpperCase() || "?");
}
