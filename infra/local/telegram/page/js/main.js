/** Start: load the state, listen for changes, draw. */

import { ChatPane } from "./chat.js";
import { refreshMoments } from "./entities.js";
import { goLive } from "./live.js";
import { drawList } from "./list.js";
import { drawPeople } from "./people.js";
import { isSplit, onResize, readRoute } from "./route.js";
import { changed, onChange, state, unreadOf } from "./state.js";
import { startTheme } from "./theme.js";

const MOMENTS_EVERY = 20000;

/** @param {string} id @returns {HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const panes = [new ChatPane(byId("chat"), "bot"), new ChatPane(byId("beside"), "beside")];

function draw() {
  byId("app").dataset.screen = state.view.bot === null ? "list" : "chat";
  drawPeople(byId("people"));
  drawList(byId("list"));
  byId("app").dataset.split = String(isSplit());
  panes[0].draw();
  if (isSplit()) panes[1].draw();
  const unread = unreadOf(state.view.person);
  const bot = state.view.bot === null ? null : state.bots.get(state.view.bot);
  document.title = `${unread ? `(${unread}) ` : ""}${bot?.name ?? "Chats"}`;
}

/** Alt+1 … Alt+9 choose a person. @param {KeyboardEvent} event */
function shortcut(event) {
  const number = Number(event.key);
  if (!event.altKey || !number) return;
  const button = byId("people").querySelectorAll("[data-person]")[number - 1];
  if (button?.getAttribute("aria-current") === "false") /** @type {HTMLElement} */ (button).click();
}

async function begin() {
  startTheme();
  addEventListener("hashchange", readRoute);
  addEventListener("keydown", shortcut);
  try {
    await goLive(async () => readRoute());
  } catch {
    setTimeout(begin, 1500);
    return;
  }
  onChange(draw);
  onResize(changed);
  setInterval(refreshMoments, MOMENTS_EVERY);
  readRoute();
  changed();
}

void begin();
