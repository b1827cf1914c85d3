/** A message in one line, for lists, quotations and pins. */

/** @param {any} body */
export function summary(body) {
  const caption = body.caption ? ` ${body.caption}` : "";
  if (body.text !== undefined) return body.text.replace(/\s+/g, " ");
  if (body.photo) return `🖼 ${body.caption ?? "Photo"}`;
  if (body.voice) return `🎤 Voice message${caption}`;
  if (body.audio) return `🎵 ${body.audio.title ?? "Audio"}${caption}`;
  if (body.document) return `📎 ${body.document.file_name ?? "File"}${caption}`;
  if (body.invoice) return `⭐ ${body.invoice.title}`;
  if (body.successful_payment) return `Payment of ⭐ ${body.successful_payment.total_amount}`;
  if (body.refunded_payment) return `Refund of ⭐ ${body.refunded_payment.total_amount}`;
  if (body._pins) return "📌 Pinned a message";
  return "Message";
}

const ACTIONS = /** @type {Record<string, string>} */ ({
  typing: "typing",
  upload_photo: "sending a photo",
  record_voice: "recording voice",
  upload_voice: "sending a voice message",
  record_audio: "recording audio",
  upload_audio: "sending audio",
  upload_document: "sending a file",
  choose_sticker: "choosing a sticker",
  find_location: "finding a place",
});

/** @param {string} action */
export const actionName = (action) => ACTIONS[action] ?? "sending something";
