/** Button presses: the spinner until the bot answers, then its toast or dialog. */

import { api } from "./api.js";
import { alertDialog, confirmDialog, confirmLink, toast } from "./dialogs.js";
import { openLink } from "./links.js";
import { changed, isInFront, pressOf, state } from "./state.js";

const GIVE_UP = 30000;

/** Answers that arrived before we knew the press's id. @type {Map<string, any>} */
const early = new Map();

/**
 * @param {import("./state.js").Message} message
 * @param {any} button
 * @param {{row: number, column: number}} at
 */
export function pressKey(message, button, at) {
  if (button.disabled) return;
  if (button.copy_text) void copy(button.copy_text.text);
  else if (button.url) void openLink(button.url, true);
  else if (button.web_app) void openLink(button.web_app.url, false);
  else if (button.pay) void payInvoice(message);
  else if (button.callback_data !== undefined) {
    void press(message, button.callback_data, () => api.press(message, message.id, at.row, at.column));
  }
  else toast("This kind of button does nothing here.");
}

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied to the clipboard.");
  } catch {
    await alertDialog("Copy this text", text);
  }
}

/** What the press of a paying button is known by. */
export const PAY = "\u0000pay";

/** @param {import("./state.js").Message} message */
async function payInvoice(message) {
  const { title, total_amount: stars } = message.body.invoice;
  const text = `${title} for ⭐ ${stars}. These Stars are play money: nobody is charged.`;
  if (await confirmDialog("Confirm the payment", text, `Pay ⭐ ${stars}`)) await press(message, PAY, () => api.pay(message, message.id));
}

/**
 * @param {import("./state.js").Message} message
 * @param {string} data
 * @param {() => Promise<{id: string}>} call
 */
async function press(message, data, call) {
  if (pressOf(message, data)) return;
  /** @type {import("./state.js").Press} */
  const press = { bot: message.bot, person: message.person, message: message.id, data, id: null };
  state.presses.add(press);
  changed();
  setTimeout(() => drop(press), GIVE_UP);
  try {
    press.id = (await call()).id;
    const answer = early.get(press.id ?? "");
    if (answer) answerArrived(answer);
  } catch (error) {
    drop(press);
    toast(String(/** @type {Error} */ (error).message));
  }
}

/** @param {import("./state.js").Press} press */
function drop(press) {
  if (state.presses.delete(press)) changed();
}

/** @param {{id: string, bot: number, person: number, text: string, alert: boolean, url: string | null}} answer */
export function answerArrived(answer) {
  const press = [...state.presses].find((one) => one.id === answer.id);
  if (!press) {
    keepEarly(answer);
    return;
  }
  early.delete(answer.id);
  drop(press);
  if (!isInFront(answer)) return;
  if (answer.text && answer.alert) void alertDialog(state.bots.get(answer.bot)?.name ?? "", answer.text);
  else if (answer.text) toast(answer.text);
  if (answer.url) void confirmLink(answer.url);
}

/** @param {{id: string}} answer */
function keepEarly(answer) {
  early.set(answer.id, answer);
  setTimeout(() => early.delete(answer.id), GIVE_UP);
}
