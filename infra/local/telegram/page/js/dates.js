/** Dates and lengths as a messenger shows them. Seconds since 1970 in, text out. */

const at = (/** @type {number} */ seconds) => new Date(seconds * 1000);

/** How far the server's clock is ahead of this machine's, in seconds: somebody may try a later day. */
let ahead = 0;
const SAME = 5;

/** @param {number} serverNow */
export function setClock(serverNow) {
  const seconds = serverNow - Date.now() / 1000;
  ahead = Math.abs(seconds) < SAME ? 0 : seconds;
}

const now = () => Date.now() / 1000 + ahead;

/** @param {number} seconds */
export const clock = (seconds) => at(seconds).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

/** @param {number} seconds */
export const dayKey = (seconds) => at(seconds).toDateString();

/** @param {number} seconds */
export function dayName(seconds) {
  const today = at(now());
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayKey(seconds) === today.toDateString()) return "Today";
  if (dayKey(seconds) === yesterday.toDateString()) return "Yesterday";
  const year = at(seconds).getFullYear() === today.getFullYear() ? undefined : "numeric";
  return at(seconds).toLocaleDateString([], { day: "numeric", month: "long", year });
}

/** @param {number} seconds */
export function shortTime(seconds) {
  if (dayKey(seconds) === at(now()).toDateString()) return clock(seconds);
  const recent = now() - seconds < 6 * 86400;
  return at(seconds).toLocaleDateString([], recent ? { weekday: "short" } : { day: "numeric", month: "short" });
}

const PARTS = /** @type {Record<string, Intl.DateTimeFormatOptions>} */ ({
  w: { weekday: "long" },
  d: { day: "2-digit", month: "2-digit", year: "2-digit" },
  D: { day: "numeric", month: "long", year: "numeric" },
  t: { hour: "numeric", minute: "2-digit" },
  T: { hour: "numeric", minute: "2-digit", second: "2-digit" },
});

/**
 * A moment in the reader's zone and language, in the shape that a bot asked for: `r`, or `w?[dD]?[tT]?`.
 * @param {number} seconds @param {string} shape @param {string} language
 */
export function moment(seconds, shape, language) {
  const known = language && Intl.DateTimeFormat.supportedLocalesOf([language]);
  const reader = known && known.length ? known : undefined;
  if (shape === "r") return relative(seconds - now(), reader);
  return at(seconds).toLocaleString(reader, Object.assign({}, ...[...shape].map((one) => PARTS[one])));
}

const STEPS = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([
  ["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60], ["second", 1],
]);

/** @param {number} away seconds from now, negative in the past @param {string[] | undefined} reader */
function relative(away, reader) {
  const [unit, long] = STEPS.find(([, size]) => Math.abs(away) >= size) ?? STEPS[STEPS.length - 1];
  return new Intl.RelativeTimeFormat(reader, { numeric: "auto" }).format(Math.round(away / long), unit);
}

/** @param {number} seconds a length */
export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
