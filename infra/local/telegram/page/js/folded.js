/** What opens when it is tapped: spoilers and long quotations. */

import { h, icon } from "./dom.js";

/** @param {(Node | string)[]} inside */
export function spoiler(inside) {
  const show = () => {
    // As in Telegram, one tap opens all of the message's.
    const all = box.closest(".text")?.querySelectorAll('.spoiler[data-shown="false"]') ?? [box];
    for (const one of all) reveal(/** @type {HTMLElement} */ (one));
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (box.dataset.shown === "true" || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    show();
  };
  const props = { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" };
  // Inert: a link below the cover must be neither followed nor found with the Tab key.
  const box = h("span", { ...props, data: { shown: "false" }, on: { click: show, keydown: onKey } }, h("span", { inert: true }, inside));
  return box;
}

/** @param {HTMLElement} box */
function reveal(box) {
  box.dataset.shown = "true";
  for (const name of ["role", "tabindex", "aria-label"]) box.removeAttribute(name);
  box.firstElementChild?.removeAttribute("inert");
}

/** A long quotation: its first lines until somebody taps it. @param {(Node | string)[]} inside */
export function expandable(inside) {
  const fold = (/** @type {boolean} */ folded) => {
    box.dataset.folded = String(folded);
    button.setAttribute("aria-expanded", String(!folded));
    button.setAttribute("aria-label", folded ? "Show the whole quotation" : "Show less of the quotation");
  };
  const toggle = (/** @type {Event} */ event) => { event.stopPropagation(); fold(box.dataset.folded !== "true"); };
  const open = (/** @type {Event} */ event) => {
    if (box.dataset.folded !== "true" || box.dataset.short === "true") return;
    if (!(/** @type {Element} */ (event.target).closest("a, .command"))) fold(false);
  };
  const button = h("button", { type: "button", class: "unfold", data: { role: "unfold" }, on: { click: toggle } }, icon("down"));
  const folding = h("div", { class: "folding" }, inside);
  const box = h("blockquote", { class: "expandable", on: { click: open } }, folding, button);
  fold(true);
  // Known only once it is laid out, and anew with another width: a short quotation needs no button.
  new ResizeObserver(() => {
    if (box.dataset.folded !== "true" || !folding.clientHeight) return;
    const short = folding.scrollHeight <= folding.clientHeight + 1;
    box.dataset.short = String(short);
    button.hidden = short;
  }).observe(folding);
  return box;
}
