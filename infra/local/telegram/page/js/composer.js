/** The foot of the chat: writing, commands, files, voice, START and reply keyboards. */

import { api } from "./api.js";
import { CommandPanel } from "./commands.js";
import { toast } from "./dialogs.js";
import { h, icon, iconButton } from "./dom.js";
import { Recorder, refusal } from "./recorder.js";
import { replyKeyboard } from "./replies.js";
import { key, placed, state } from "./state.js";
import { summary } from "./summary.js";

const PICTURES = /^image\/(png|jpeg|webp|gif)$/;

/** @typedef {import("./state.js").Message} Message */

export class Composer {
  /** @param {"bot" | "beside"} slot */
  constructor(slot) {
    this.where = () => placed(slot);
    /** What a deep link asked for; it opens in the first place. */
    this.payload = () => (slot === "bot" ? state.view.start : null);
    this.input = h("textarea", {
      rows: 1, maxlength: 4096, placeholder: "Message", "aria-label": "Message", dir: "auto", data: { role: "composer" },
      on: { input: () => this.typed(), keydown: (/** @type {KeyboardEvent} */ event) => this.key(event), paste: (/** @type {ClipboardEvent} */ event) => this.pasted(event) },
    });
    this.panel = new CommandPanel((command) => this.send(command));
    this.menu = h("button", { type: "button", class: "menu-button", data: { role: "menu" }, "aria-label": "Commands", "aria-haspopup": "listbox", on: { click: () => this.toggleMenu() } }, icon("menu"), h("span", {}, "Menu"));
    this.picker = h("input", { type: "file", hidden: true, on: { change: () => this.picked() } });
    this.clip = iconButton("clip", "Attach a file", () => this.picker.click());
    this.sendButton = iconButton("send", "Send", () => this.submit(), { class: "send", "data-role": "send" });
    this.mic = iconButton("mic", "Record a voice message", () => this.record(), { "data-role": "record" });
    this.context = h("div", { class: "context", hidden: true });
    this.row = h("div", { class: "row" }, this.menu, this.input, this.clip, this.picker, this.mic, this.sendButton);
    this.box = h("div", { class: "composer" }, this.context, this.row);
    this.start = h("button", { type: "button", class: "wide-button", data: { role: "start" }, on: { click: () => this.begin() } });
    this.keys = h("div");
    this.inner = h("div", { class: "foot-inner" }, this.panel.element, this.box, this.start, this.keys);
    this.element = h("footer", { class: "foot" }, this.inner);
    /** @type {Map<string, string>} drafts by chat */
    this.drafts = new Map();
    /** @type {{message: Message, editing: boolean} | null} */
    this.about = null;
    this.shown = "";
    /** @type {Recorder | null} */
    this.recorder = null;
    /** Whether START was pressed here: then writing goes on without another press. */
    this.begun = false;
    /** @type {() => void} */
    this.onSent = () => {};
  }

  draw() {
    const at = this.where();
    const name = at ? key(at.bot, at.person) : "";
    if (name !== this.shown) this.change(name);
    this.element.hidden = !at;
    if (!at) return;
    const chat = state.chats.get(name);
    const waiting = Boolean(this.payload()) && !chat?.blocked;
    const fresh = !chat?.last || chat.blocked || waiting;
    const appears = this.box.hidden && !fresh;
    this.start.hidden = !fresh;
    this.box.hidden = fresh;
    if (appears && this.begun) this.input.focus();
    this.start.textContent = chat?.blocked ? "UNBLOCK AND RESTART" : "START";
    this.menu.hidden = !this.commands().length;
    this.drawKeys(fresh ? null : chat?.reply_keyboard);
    this.input.placeholder = chat?.reply_keyboard?.input_field_placeholder ?? "Message";
    this.buttons();
  }

  /** Another chat: its own draft, no half-made reply. @param {string} name */
  change(name) {
    this.drafts.set(this.shown, this.input.value);
    this.shown = name;
    this.begun = false;
    this.recorder?.stop(false);
    this.input.value = this.drafts.get(name) ?? "";
    this.panel.hide();
    this.setAbout(null);
    this.grow();
  }

  /** @param {any} keyboard */
  drawKeys(keyboard) {
    const drawn = JSON.stringify(keyboard ?? null);
    if (this.keys.dataset.drawn === drawn) return;
    this.keys.dataset.drawn = drawn;
    this.keys.replaceChildren(...replyKeyboard(keyboard, (text) => this.send(text)));
  }

  commands() {
    const at = this.where();
    return (at && state.profiles.get(key(at.bot, at.person))?.commands) || [];
  }

  buttons() {
    const speaks = !this.input.value.trim() && !this.about?.editing;
    this.mic.hidden = !speaks;
    this.sendButton.hidden = speaks;
    this.clip.hidden = Boolean(this.about?.editing);
  }

  typed() {
    this.grow();
    this.buttons();
    const slash = /^\/([a-z0-9_]*)$/i.exec(this.input.value);
    if (slash) this.panel.show(this.commands(), slash[1].toLowerCase());
    else this.panel.hide();
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 220)}px`;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || this.panel.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") this.setAbout(null);
  }

  toggleMenu() {
    if (this.panel.open) this.panel.hide();
    else this.panel.show(this.commands());
    this.input.focus();
  }

  submit() {
    const text = this.input.value;
    if (text.trim()) this.send(text);
  }

  /** @param {string} text */
  send(text) {
    const at = this.where();
    if (!at) return;
    const about = this.about;
    const typed = this.input.value;
    this.input.value = "";
    this.typed();
    this.setAbout(null);
    const call = about?.editing ? api.edit(at, about.message.id, text) : api.text(at, text, about?.message.id ?? null);
    this.after(call, () => { if (!this.input.value) this.input.value = typed; });
  }

  /** @param {Promise<any>} call @param {() => void} [undo] */
  after(call, undo = () => {}) {
    this.onSent();
    call.catch((error) => { toast(error.message); undo(); this.typed(); });
  }

  begin() {
    const at = this.where();
    if (!at) return;
    const payload = this.payload();
    if (payload) state.view.start = null;
    this.begun = true;
    this.after(api.start(at, payload));
  }

  /** @param {{message: Message, editing: boolean} | null} about */
  setAbout(about) {
    if (this.about?.editing && !about) this.input.value = "";
    this.about = about;
    this.context.hidden = about === null;
    if (!about) { this.buttons(); return; }
    const { message, editing } = about;
    const who = message.from === "me" ? state.people.get(message.person).first_name : state.bots.get(message.bot).name;
    this.context.replaceChildren(icon(editing ? "edit" : "reply"),
      h("div", { class: "quote" }, h("b", {}, editing ? "Edit message" : `Reply to ${who}`), h("span", { dir: "auto" }, summary(message.body))),
      iconButton("close", "Cancel", () => this.setAbout(null)));
    if (editing) this.input.value = message.body.text;
    this.grow();
    this.buttons();
    this.input.focus();
  }

  /** @param {ClipboardEvent} event */
  pasted(event) {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    this.attach(file);
  }

  picked() {
    const file = this.picker.files[0];
    this.picker.value = "";
    if (file) this.attach(file);
  }

  /** @param {File} file */
  attach(file) {
    const at = this.where();
    if (!at) return;
    const kind = PICTURES.test(file.type) ? "photo" : "document";
    const caption = this.input.value.trim();
    this.input.value = "";
    this.typed();
    const replyTo = this.about?.message.id ?? null;
    this.setAbout(null);
    this.after(api.file(at, { kind, file, name: file.name, caption, replyTo }));
  }

  async record() {
    const at = this.where();
    if (!at || this.recorder) return;
    const replyTo = this.about?.message.id ?? null;
    const recorder = new Recorder({
      ended: (why) => this.recorded(why),
      done: (blob, seconds) => {
        this.setAbout(null);
        this.after(api.file(at, { kind: "voice", file: blob, name: "voice", duration: Math.round(seconds), replyTo }));
      },
    });
    this.recorder = recorder;
    try {
      await recorder.start();
      if (recorder.keep === false) {
        // The browser has asked for long, and the person is in another chat.
        recorder.stop(false);
        return;
      }
      this.row.replaceWith(recorder.element);
      recorder.sendButton.focus();
    } catch (error) {
      this.recorded(refusal(error));
    }
  }

  /** Back to writing. @param {string | null} why nothing was sent */
  recorded(why) {
    const element = this.recorder?.element;
    const held = element?.contains(document.activeElement);
    element?.replaceWith(this.row);
    this.recorder = null;
    if (held) this.mic.focus();
    if (why) toast(why);
  }
}
