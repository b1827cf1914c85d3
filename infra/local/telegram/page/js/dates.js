/** Dates and lengths as a messenger shows them. Seconds since 1970 in, text out. */

const at = (/** @type {number} */ seconds) => new Date(seconds * 1000);

/** @param {number} seconds */
export const clock = (seconds) => at(seconds).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

/** @param {number} seconds */
export const dayKey = (seconds) => at(seconds).toDateString();

/** @param {number} seconds */
export function dayName(seconds) {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayKey(seconds) === today.toDateString()) return "Today";
  if (dayKey(seconds) === yesterday.toDateString()) return "Yesterday";
  const year = at(seconds).getFullYear() === today.getFullYear() ? undefined : "numeric";
  return at(seconds).toLocaleDateString([], { day: "numeric", month: "long", year });
}

/** @param {number} seconds */
export function shortTime(seconds) {
  if (dayKey(seconds) === new Date().toDateString()) return clock(seconds);
  const recent = Date.now() / 1000 - seconds < 6 * 86400;
  return at(seconds).toLocaleDateString([], recent ? { weekday: "short" } : { day: "numeric", month: "short" });
}

/** @param {number} seconds @param {string} language */
export function moment(seconds, language) {
  const shape = /** @type {const} */ ({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  try {
    return at(seconds).toLocaleString(language, shape);
  } catch {
    return at(seconds).toLocaleString([], shape);
  }
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
