/** The stream of events: what changed while we were here, and what we missed while away. */

import { api } from "./api.js";
import { answerArrived } from "./presses.js";
import { changed, key, replaceAll, state, take } from "./state.js";

/** @param {() => Promise<void>} afterReload */
export async function goLive(afterReload) {
  replaceAll(await api.state());
  listen(afterReload);
}

/** @param {() => Promise<void>} afterReload */
function listen(afterReload) {
  const source = new EventSource(`/api/events?since=${state.change}`);
  const reload = async () => {
    source.close();
    replaceAll(await api.state());
    await afterReload();
    listen(afterReload);
    changed();
  };
  source.addEventListener("open", () => setLive(true));
  source.addEventListener("error", () => {
    setLive(false);
    // The browser retries by itself unless the server refused outright.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => reload().catch(() => setLive(false)), 2000);
  });
  source.addEventListener("changes", (event) => {
    const found = JSON.parse(event.data);
    if (found.reload) void reload();
    else take(found);
    changed();
  });
  source.addEventListener("action", (event) => actionArrived(JSON.parse(event.data)));
  source.addEventListener("answer", (event) => answerArrived(JSON.parse(event.data)));
  source.addEventListener("profile", (event) => profileChanged(JSON.parse(event.data).bot));
}

/** @param {boolean} live */
function setLive(live) {
  if (state.live === live) return;
  state.live = live;
  changed();
}

/** @param {{bot: number, person: number, action: string | null, seconds: number}} found */
function actionArrived(found) {
  const name = key(found.bot, found.person);
  if (found.action) {
    state.doing.set(name, { action: found.action, until: Date.now() + found.seconds * 1000 });
    setTimeout(() => expire(name), found.seconds * 1000 + 50);
  } else state.doing.delete(name);
  changed();
}

/** @param {string} name */
function expire(name) {
  const doing = state.doing.get(name);
  if (!doing || doing.until > Date.now()) return;
  state.doing.delete(name);
  changed();
}

/** @param {number} bot */
function profileChanged(bot) {
  for (const name of state.profiles.keys()) if (name.startsWith(`${bot}:`)) state.profiles.delete(name);
  changed();
}
