/** Toasts, dialogs, the photo viewer and small menus. */

import { h, icon, iconButton } from "./dom.js";

const TOAST_TIME = 3500;

/** @param {string} text */
export function toast(text) {
  const holder = /** @type {HTMLElement} */ (document.getElementById("toasts"));
  const element = h("div", { class: "toast", data: { role: "toast" }, dir: "auto" }, text);
  holder.append(element);
  setTimeout(() => element.classList.add("going"), TOAST_TIME);
  setTimeout(() => element.remove(), TOAST_TIME + 300);
}

/**
 * Show a dialog; resolves with the value of the button that closed it.
 * @param {HTMLElement[]} content
 * @param {{label: string, value: string}[]} buttons
 * @param {(value: string, dialog: HTMLDialogElement) => boolean | Promise<boolean>} [mayClose]
 * @returns {Promise<string>}
 */
export function dialog(content, buttons, mayClose = () => true) {
  return new Promise((resolve) => {
    const box = h("dialog", { "aria-labelledby": "dialog-title", data: { role: "dialog" } });
    const finish = (/** @type {string} */ value) => {
      box.close();
      box.remove();
      resolve(value);
    };
    const choose = async (/** @type {string} */ value) => {
      if (value === "" || (await mayClose(value, box))) finish(value);
    };
    const row = buttons.map(({ label, value }) =>
      h("button", { type: "button", class: "text-button", on: { click: () => choose(value) } }, label),
    );
    const last = buttons[buttons.length - 1];
    const form = h("form", { on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); void choose(last.value); } } },
      content, h("div", { class: "buttons" }, row), h("input", { type: "submit", hidden: true }));
    box.append(form);
    box.addEventListener("cancel", (event) => { event.preventDefault(); finish(""); });
    box.addEventListener("click", (event) => { if (event.target === box) finish(""); });
    document.body.append(box);
    box.showModal();
    (box.querySelector("input:not([hidden])") ?? row[row.length - 1]).focus();
  });
}

/** @param {string} title @param {string} text */
export async function alertDialog(title, text) {
  const parts = [h("h2", { id: "dialog-title" }, title), h("p", { dir: "auto" }, text)];
  await dialog(parts, [{ label: "OK", value: "ok" }]);
}

/** @param {string} title @param {string} text @param {string} yes */
export async function confirmDialog(title, text, yes) {
  const parts = [h("h2", { id: "dialog-title" }, title), h("p", {}, text)];
  return (await dialog(parts, [{ label: "Cancel", value: "" }, { label: yes, value: "yes" }])) === "yes";
}

/** @param {string} url */
export async function confirmLink(url) {
  if (await confirmDialog("Open this link?", url, "Open")) window.open(url, "_blank", "noopener,noreferrer");
}

/** @param {string} source @param {string} label */
export function viewPhoto(source, label) {
  const close = () => { box.close(); box.remove(); };
  const box = h("dialog", { class: "viewer", "aria-label": label, on: { click: close, cancel: close } },
    h("img", { src: source, alt: label }), iconButton("close", "Close", close));
  document.body.append(box);
  box.showModal();
}

/**
 * A menu at a point; it closes with the next press anywhere.
 * @param {{x: number, y: number}} at
 * @param {({icon: any, label: string, run: () => void, danger?: boolean} | {note: string} | null)[]} entries
 */
export function popupMenu(at, entries) {
  document.querySelector(".menu")?.remove();
  const menu = h("div", { class: "menu", role: "menu" }, entries.filter(Boolean).map((/** @type {any} */ one) => entry(one)));
  document.body.append(menu);
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(at.x, innerWidth - box.width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(at.y, innerHeight - box.height - 8))}px`;
  menu.querySelector("button")?.focus();
  const away = new AbortController();
  const close = () => { away.abort(); menu.remove(); };
  menu.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => moveInside(menu, event, close));
  setTimeout(() => {
    addEventListener("pointerdown", (event) => { if (!menu.contains(/** @type {Node} */ (event.target))) close(); }, { signal: away.signal });
    menu.addEventListener("click", close);
  });
}

/** @param {any} one */
function entry(one) {
  if (one.note) return h("small", {}, one.note);
  return h("button", { type: "button", role: "menuitem", class: one.danger ? "danger" : "", on: { click: one.run } }, icon(one.icon), one.label);
}

/** @param {HTMLElement} menu @param {KeyboardEvent} event @param {() => void} close */
function moveInside(menu, event, close) {
  const items = [...menu.querySelectorAll("button")];
  const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    items[(at + step + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") close();
}
