/** Recording a voice note: OGG/Opus where the browser can, WebM/Opus elsewhere. */

import { length } from "./dates.js";
import { h, iconButton } from "./dom.js";

const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const LONGEST = 300000;
const SHORTEST = 500;

/** @returns {string | undefined} */
export const recordingKind = () => KINDS.find((kind) => window.MediaRecorder?.isTypeSupported(kind));

export class Recorder {
  /** @param {{done: (blob: Blob, seconds: number) => void, ended: () => void}} listener */
  constructor(listener) {
    this.listener = listener;
    this.time = h("time", {}, "0:00");
    this.canvas = h("canvas", { width: 480, height: 56, "aria-hidden": "true" });
    this.element = h("div", { class: "recording", role: "group", "aria-label": "Recording" },
      h("span", { class: "lamp" }), this.time, this.canvas,
      h("button", { type: "button", class: "cancel", data: { role: "cancel-recording" }, on: { click: () => this.stop(false) } }, "Cancel"),
      iconButton("send", "Send voice message", () => this.stop(true), { class: "send", "data-role": "send-recording" }));
    /** @type {number[]} */
    this.levels = [];
    this.keep = false;
  }

  /** Ask for the microphone and begin. Rejects when there is none or it is refused. */
  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.recorder = new MediaRecorder(this.stream, { mimeType: recordingKind(), audioBitsPerSecond: 32000 });
    /** @type {Blob[]} */
    const parts = [];
    this.recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    this.recorder.addEventListener("stop", () => this.finish(parts));
    this.began = performance.now();
    this.recorder.start();
    this.watch();
  }

  watch() {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(/** @type {MediaStream} */ (this.stream)).connect(analyser);
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
    this.time.textContent = length(passed / 1000);
    const { width, height } = this.canvas;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = getComputedStyle(this.canvas).getPropertyValue("--accent");
    this.levels.slice(-width / 6).forEach((level, at) => {
      const tall = Math.max(4, Math.min(1, level * 1.8) * height);
      pen.fillRect(at * 6, (height - tall) / 2, 4, tall);
    });
    if (passed > LONGEST) this.stop(true);
  }

  /** @param {boolean} keep */
  stop(keep) {
    this.keep = keep;
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  /** @param {Blob[]} parts */
  finish(parts) {
    clearInterval(this.timer);
    void this.context?.close();
    this.stream?.getTracks().forEach((track) => track.stop());
    const passed = performance.now() - (this.began ?? 0);
    this.listener.ended();
    if (this.keep && passed >= SHORTEST) this.listener.done(new Blob(parts, { type: recordingKind() }), passed / 1000);
  }
}
