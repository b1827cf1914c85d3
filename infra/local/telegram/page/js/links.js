/** Links: to this page's own bots they open the chat here, all others a new tab. */

import { confirmLink } from "./dialogs.js";
import { go } from "./route.js";
import { state } from "./state.js";

const DEEP = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/([A-Za-z0-9_]{3,32})(?:\?(.*))?$/;
const TG = /^tg:\/\/resolve\?(.*)$/;

/** @param {string} url @returns {{username: string, start: string | null} | null} */
function deepLink(url) {
  const web = DEEP.exec(url);
  const query = new URLSearchParams(web ? web[2] : TG.exec(url)?.[1]);
  const username = web ? web[1] : query.get("domain");
  return username ? { username, start: query.get("start") } : null;
}

/**
 * @param {string} url
 * @param {boolean} ask whether the person should see the address first
 */
export async function openLink(url, ask) {
  const deep = deepLink(url);
  const bot = deep && [...state.bots.values()].find((one) => one.username.toLowerCase() === deep.username.toLowerCase());
  if (bot) go({ bot: bot.id, start: deep.start });
  else if (ask) await confirmLink(url);
  else window.open(url, "_blank", "noopener,noreferrer");
}
