/** Playing voice notes and audio, with a waveform to see and to seek in. */

import { length } from "./dates.js";
import { h, icon, svg } from "./dom.js";

const BARS = 46;
const BAR_WIDTH = 3;
const STEP = 5;
const TALL = 26;

/** Only one sound at a time. @type {HTMLAudioElement | null} */
let playing = null;

/**
 * @param {string} source
 * @param {number} seconds
 * @param {string | null} title
 */
export function player(source, seconds, title) {
  const audio = new Audio();
  audio.preload = "none";
  audio.src = source;
  const button = h("button", { type: "button", class: "round", "aria-label": "Play", on: { click: () => toggle(audio) } }, icon("play"));
  const time = h("span", { class: "length" }, length(seconds));
  const wave = waveform(audio, seconds, () => show());
  const show = () => draw(button, time, wave, audio, seconds);
  const follow = () => {
    show();
    // Notes are short: by the browser's own four reports a second the position would jump.
    if (!audio.paused) requestAnimationFrame(follow);
  };
  audio.addEventListener("play", follow);
  for (const event of ["pause", "ended", "timeupdate", "seeked"]) audio.addEventListener(event, show);
  audio.addEventListener("error", () => { time.textContent = "cannot be played"; });
  void measure(source).then((peaks) => { wave.dataset.peaks = peaks.join(","); drawBars(wave, peaks); show(); });
  return h("div", { class: "voice" }, button,
    h("div", {}, title && h("div", { class: "title" }, title), wave, time));
}

/** @param {HTMLAudioElement} audio */
function toggle(audio) {
  if (!audio.paused) {
    audio.pause();
    return;
  }
  if (playing && playing !== audio) playing.pause();
  playing = audio;
  void audio.play().catch(() => {});
}

/** Recordings of a browser do not always say how long they are. @param {HTMLAudioElement} audio @param {number} seconds */
const lengthOf = (audio, seconds) => (Number.isFinite(audio.duration) && audio.duration > 0 ? audio.duration : seconds || 1);

/**
 * @param {HTMLElement} button @param {HTMLElement} time @param {any} wave
 * @param {HTMLAudioElement} audio @param {number} seconds
 */
function draw(button, time, wave, audio, seconds) {
  const state = audio.paused ? "play" : "pause";
  if (button.dataset.shown !== state) {
    button.dataset.shown = state;
    button.replaceChildren(icon(state));
    button.setAttribute("aria-label", audio.paused ? "Play" : "Pause");
  }
  const total = lengthOf(audio, seconds);
  const part = audio.ended ? 0 : audio.currentTime / total;
  time.textContent = audio.currentTime && !audio.ended ? `${length(Math.floor(audio.currentTime))} / ${length(total)}` : length(total);
  wave.setAttribute("aria-valuenow", String(Math.round(part * 100)));
  wave.setAttribute("aria-valuetext", time.textContent.replace(" / ", " of "));
  [...wave.children].forEach((bar, at) => bar.classList.toggle("played", at / BARS < part));
}

/** @param {HTMLAudioElement} audio @param {number} seconds @param {() => void} moved @returns {any} */
function waveform(audio, seconds, moved) {
  const wave = svg("svg", {
    class: "wave", viewBox: `0 0 ${BARS * STEP} ${TALL}`, preserveAspectRatio: "none", role: "slider", tabindex: 0,
    "aria-label": "Position", "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": 0,
  });
  drawBars(wave, new Array(BARS).fill(0.1));
  const seek = (/** @type {number} */ part) => {
    audio.currentTime = Math.max(0, Math.min(part, 1)) * lengthOf(audio, seconds);
    moved(); // also where it has not been loaded yet
  };
  wave.addEventListener("click", (event) => {
    const box = wave.getBoundingClientRect();
    seek((/** @type {MouseEvent} */ (event).clientX - box.left) / box.width);
  });
  wave.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 0.05, ArrowLeft: -0.05 }[/** @type {KeyboardEvent} */ (event).key];
    if (step) seek(audio.currentTime / lengthOf(audio, seconds) + step);
  });
  return wave;
}

/** @param {Element} wave @param {number[]} peaks each 0-1 */
function drawBars(wave, peaks) {
  wave.replaceChildren(...peaks.map((peak, at) => {
    const tall = Math.max(3, peak * TALL);
    return svg("rect", { x: at * STEP, y: TALL - tall, width: BAR_WIDTH, height: tall, rx: 1.5 });
  }));
}

/** The loudness over time, 0-1; flat where the browser cannot decode it. @param {string} source @returns {Promise<number[]>} */
async function measure(source) {
  try {
    const bytes = await (await fetch(source)).arrayBuffer();
    const decoded = await new OfflineAudioContext(1, 1, 16000).decodeAudioData(bytes);
    return peaksOf(decoded.getChannelData(0));
  } catch {
    return new Array(BARS).fill(0.12);
  }
}

/** @param {Float32Array} samples */
export function peaksOf(samples) {
  const step = Math.max(1, Math.floor(samples.length / BARS));
  const raw = Array.from({ length: BARS }, (_, at) => {
    let most = 0;
    for (let i = at * step; i < Math.min((at + 1) * step, samples.length); i += 4) most = Math.max(most, Math.abs(samples[i]));
    return most;
  });
  const loudest = Math.max(...raw, 0.02);
  return raw.map((one) => Math.max(0.1, Math.sqrt(one / loudest)));
}
