/** Recording a voice note: OGG/Opus where the browser can, WebM/Opus elsewhere. */

import { length } from "./dates.js";
import { h, iconButton } from "./dom.js";

const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"];
const LONGEST = 300000;
const SHORTEST = 500;
const STEP = 6;
const BAR = 4;

/** What a person can do about it, by the browser's name for it. */
const REFUSALS = /** @type {Record<string, string>} */ ({
  NotAllowedError: "The microphone is blocked for this page. Allow it beside the page's address, then try again.",
  NotFoundError: "There is no microphone here.",
  NotReadableError: "Another program is using the microphone.",
  NotSupportedError: "This browser cannot record Opus, the only sound that is taken here. Try Firefox or Chromium.",
  TypeError: "The browser gives the microphone only to https pages, and to this machine's own at localhost.",
});

/** @param {any} error what `start` has thrown */
export const refusal = (error) => REFUSALS[error?.name] ?? "The microphone is not available.";

/** @returns {string | undefined} */
const recordingKind = () => KINDS.find((kind) => window.MediaRecorder?.isTypeSupported(kind));

export class Recorder {
  /** @param {{done: (blob: Blob, seconds: number) => void, ended: (why: string | null) => void}} listener
   *    `ended` comes first, with what to tell where nothing is sent and nobody has cancelled it */
  constructor(listener) {
    this.listener = listener;
    this.time = h("time", {}, "0:00");
    this.canvas = h("canvas", { width: 480, height: 56, "aria-hidden": "true" });
    this.sendButton = iconButton("send", "Send voice message", () => this.stop(true), { class: "send", "data-role": "send-recording" });
    this.element = h("div", { class: "recording", role: "group", "aria-label": "Recording", on: { keydown: (/** @type {KeyboardEvent} */ event) => this.key(event) } },
      h("span", { class: "lamp" }), this.time, this.canvas,
      h("button", { type: "button", class: "cancel", data: { role: "cancel-recording" }, on: { click: () => this.stop(false) } }, "Cancel"),
      this.sendButton);
    /** @type {number[]} */
    this.levels = [];
    /** Whether it is wanted: null while nobody has said. @type {boolean | null} */
    this.keep = null;
  }

  /** Ask for the microphone and begin. Rejects when there is none or it is refused. */
  async start() {
    // Before anybody is asked for a microphone that would be of no use.
    if (!recordingKind()) throw new DOMException("", "NotSupportedError");
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
    try {
      this.begin(this.stream);
    } catch (error) {
      this.keep = false;
      this.release();
      throw error;
    }
  }

  /** @param {MediaStream} stream */
  begin(stream) {
    this.recorder = new MediaRecorder(stream, { mimeType: recordingKind(), audioBitsPerSecond: 32000 });
    /** @type {Blob[]} */
    const parts = [];
    this.recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    this.recorder.addEventListener("stop", () => this.finish(parts));
    this.began = performance.now();
    this.recorder.start();
    this.watch(stream);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape") this.stop(false);
  }

  /** @param {MediaStream} stream */
  watch(stream) {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(stream).connect(analyser);
    this.context = context;
    const samples = new Uint8Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getByteTimeDomainData(samples);
      this.levels.push(Math.max(...samples.map((one) => Math.abs(one - 128))) / 128);
      this.draw();
    }, 60);
  }

  draw() {
    const passed = performance.now() - (this.began ?? 0);
    this.time.textContent = length(Math.floor(passed / 1000));
    const { height, clientWidth, clientHeight } = this.canvas;
    // As wide as it stands on the screen: bars that are stretched are blurred.
    const width = Math.round((clientWidth / (clientHeight || 1)) * height) || this.canvas.width;
    this.canvas.width = width;
    const pen = this.canvas.getContext("2d");
    pen.fillStyle = getComputedStyle(this.canvas).getPropertyValue("--accent");
    this.levels.slice(-Math.floor(width / STEP)).forEach((level, at) => {
      const tall = Math.max(BAR, Math.min(1, level * 1.8) * height);
      pen.fillRect(at * STEP, (height - tall) / 2, BAR, tall);
    });
    if (passed > LONGEST) this.stop(true);
  }

  /** @param {boolean} keep */
  stop(keep) {
    this.keep ??= keep;
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  release() {
    clearInterval(this.timer);
    void this.context?.close();
    this.stream?.getTracks().forEach((track) => track.stop());
  }

  /** @param {Blob[]} parts */
  finish(parts) {
    this.release();
    const passed = performance.now() - (this.began ?? 0);
    if (!this.keep) {
      // A recorder stops by itself where its microphone is unplugged or taken away.
      this.listener.ended(this.keep === null ? "The microphone has gone: nothing was sent." : null);
    } else if (passed < SHORTEST) this.listener.ended("That was too short: nothing was sent.");
    else {
      this.listener.ended(null);
      this.listener.done(new Blob(parts, { type: recordingKind() }), passed / 1000);
    }
  }
}
