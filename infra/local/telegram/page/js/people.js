/** The people who share this page: switch, edit, add. */

import { api } from "./api.js";
import { dialog, popupMenu } from "./dialogs.js";
import { avatar, h, icon, redraw } from "./dom.js";
import { go, isNarrow } from "./route.js";
import { state, unreadOf } from "./state.js";

/** @param {HTMLElement} holder */
export function drawPeople(holder) {
  const buttons = [...state.people.values()].map(personButton);
  const add = h("button", { type: "button", class: "person", data: { role: "add-person" }, "aria-label": "Add a person", on: { click: () => editPerson(null) } },
    h("span", { class: "plus" }, icon("plus")), h("span", { class: "name" }, "Add"));
  redraw(holder, ...buttons, add);
}

/** @param {any} person */
function personButton(person) {
  const unread = unreadOf(person.id);
  const current = person.id === state.view.person;
  const label = `${person.first_name}${unread ? `, ${unread} unread` : ""}`;
  const menu = (/** @type {MouseEvent} */ event) => {
    event.preventDefault();
    popupMenu({ x: event.clientX, y: event.clientY }, [
      { icon: "edit", label: "Edit person", run: () => editPerson(person) },
      { note: `Telegram id ${person.id} · ${person.language_code}` },
    ]);
  };
  const choose = () => (current ? editPerson(person) : go({ person: person.id, bot: isNarrow() ? null : undefined }));
  return h("button", { type: "button", class: "person", data: { person: person.id }, "aria-current": String(current), "aria-label": label, title: current ? "Edit this person" : `Write as ${person.first_name}`, on: { click: choose, contextmenu: menu } },
    avatar(person.id, person.first_name), h("span", { class: "name" }, person.first_name),
    unread > 0 && h("span", { class: "badge", "aria-hidden": "true" }, unread));
}

const FIELDS = [
  { name: "first_name", label: "First name", max: 64 },
  { name: "last_name", label: "Last name", max: 64 },
  { name: "username", label: "Username", max: 32 },
  { name: "language_code", label: "Language code", max: 12, hint: "An IETF tag such as en, ru or pt-br: what the bot sees as language_code." },
];

/** @param {any} person null adds one */
export async function editPerson(person) {
  const inputs = FIELDS.map((field) => h("input", { name: field.name, maxlength: field.max, autocomplete: "off", value: person?.[field.name] ?? (field.name === "language_code" ? "en" : "") }));
  const error = h("p", { class: "error", role: "alert", hidden: true });
  const title = person ? `Edit ${person.first_name}` : "Add a person";
  const content = [
    h("h2", { id: "dialog-title" }, title),
    person && h("p", { class: "hint" }, `Telegram id ${person.id}`),
    ...FIELDS.map((field, at) => h("label", {}, field.label, inputs[at], field.hint && h("span", { class: "hint" }, field.hint))),
    error,
  ];
  const save = async () => {
    const fields = Object.fromEntries(inputs.map((input) => [input.name, input.value]));
    try {
      const saved = person ? await api.changePerson(person.id, fields) : await api.addPerson(fields);
      state.people.set(saved.id, saved);
      go({ person: saved.id });
      return true;
    } catch (problem) {
      error.textContent = String(/** @type {Error} */ (problem).message);
      error.hidden = false;
      return false;
    }
  };
  await dialog(content.filter(Boolean), [{ label: "Cancel", value: "" }, { label: "Save", value: "save" }], save);
}
