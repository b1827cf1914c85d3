/** The people's side of the server. Every call ends in JSON or an Error with the server's words. */

const TIME_LIMIT = 20000;

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function call(path, options = {}) {
  const response = await fetch(path, { signal: AbortSignal.timeout(TIME_LIMIT), ...options });
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `The server answered ${response.status}.`);
  return body;
}

/**
 * @param {string} path
 * @param {object} body
 * @param {string} [method]
 */
const send = (path, body, method = "POST") =>
  call(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/** @param {Chat} at */
const chat = (at) => `/api/chats/${at.bot}/${at.person}`;

/** @typedef {{bot: number, person: number}} Chat */

export const api = {
  state: () => call("/api/state"),
  /** @param {Chat} at @param {number} [before] */
  messages: (at, before) => call(`${chat(at)}/messages${before ? `?before=${before}` : ""}`),
  /** @param {Chat} at */
  profile: (at) => call(`${chat(at)}/profile`),
  /** @param {Chat} at @param {string} text @param {number | null} replyTo */
  text: (at, text, replyTo) => send(`${chat(at)}/text`, { text, reply_to: replyTo }),
  /** @param {Chat} at @param {string | null} payload */
  start: (at, payload) => send(`${chat(at)}/start`, { payload: payload || "" }),
  /** @param {Chat} at @param {number} message @param {number} row @param {number} column */
  press: (at, message, row, column) => send(`${chat(at)}/press`, { message_id: message, row, column }),
  /** @param {Chat} at @param {number} message */
  pay: (at, message) => send(`${chat(at)}/pay`, { message_id: message }),
  /** @param {Chat} at @param {number} message @param {string} text */
  edit: (at, message, text) => send(`${chat(at)}/edit`, { message_id: message, text }),
  /** @param {Chat} at @param {number} upTo */
  read: (at, upTo) => send(`${chat(at)}/read`, { up_to: upTo }),
  /** @param {Chat} at @param {boolean} blocked */
  block: (at, blocked) => send(`${chat(at)}/block`, { blocked }),
  /** @param {object} fields */
  addPerson: (fields) => send("/api/people", fields),
  /** @param {number} id @param {object} fields */
  changePerson: (id, fields) => send(`/api/people/${id}`, fields, "PATCH"),
  /** @param {number} bot @param {string} fileId */
  fileUrl: (bot, fileId) => `/api/files/${bot}/${encodeURIComponent(fileId)}`,
  /**
   * @param {Chat} at
   * @param {{kind: string, file: Blob, name: string, duration?: number, caption?: string, replyTo?: number | null}} sent
   */
  file(at, sent) {
    const form = new FormData();
    form.append("kind", sent.kind);
    if (sent.duration) form.append("duration", String(sent.duration));
    if (sent.caption) form.append("caption", sent.caption);
    if (sent.replyTo) form.append("reply_to", String(sent.replyTo));
    form.append("file", sent.file, sent.name);
    return call(`${chat(at)}/file`, { method: "POST", body: form });
  },
};
