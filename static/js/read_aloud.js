// Reads a text aloud by the device's own voice, block by block, and marks the block
// that is being read. Shown only where there is a voice for the language of the page.
const speech = window.speechSynthesis;
const group = document.querySelector("[data-read-aloud]");
const BLOCKS = "p, li, h2, h3, h4, blockquote, figcaption, td, th";
// Chrome falls silent in the middle of a long utterance.
const LONGEST = 180;

const buttons = {};
for (const button of group ? group.querySelectorAll("[data-read]") : []) {
  buttons[button.dataset.read] = button;
}
let queue = [];
// What an earlier reading still reports is not listened to.
let run = 0;

function languageOf(element) {
  return element.closest("[lang]").lang;
}

function voiceFor(language) {
  const [wanted] = language.toLowerCase().split("-");
  const voices = speech.getVoices();
  return voices.find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === wanted);
}

// Sentences, joined up to a length the voice gets through.
function pieces(text) {
  const found = [""];
  for (const sentence of text.match(/[^。！？；.!?;]+[。！？；.!?;”’」』)）]*/g) || []) {
    if (found[found.length - 1].length + sentence.length > LONGEST) found.push("");
    found[found.length - 1] += sentence;
  }
  return found.filter((piece) => piece.trim());
}

// The innermost blocks of the text, each with what it says.
function* parts() {
  for (const root of document.querySelectorAll(group.dataset.readAloud)) {
    for (const block of root.querySelectorAll(BLOCKS)) {
      if (block.querySelector(BLOCKS) || !block.offsetParent) continue;
      for (const text of pieces(block.textContent)) yield { block, text };
    }
  }
}

function mark(block) {
  for (const old of document.querySelectorAll("[data-reading]")) delete old.dataset.reading;
  if (!block) return;
  block.dataset.reading = "";
  block.scrollIntoView({ block: "nearest" });
}

function show(...names) {
  const held = document.activeElement;
  for (const [name, button] of Object.entries(buttons)) button.hidden = !names.includes(name);
  // The keyboard stays where it was: on the button that took the place of its own.
  if (held && held.hidden && group.contains(held)) buttons[names[0]].focus();
}

function readNext(of) {
  if (of !== run) return;
  const part = queue.shift();
  if (!part) return stop();
  mark(part.block);
  const utterance = new SpeechSynthesisUtterance(part.text);
  utterance.lang = languageOf(part.block);
  utterance.voice = voiceFor(utterance.lang) || null;
  utterance.onend = () => readNext(of);
  utterance.onerror = () => of === run && stop();
  speech.speak(utterance);
}

function start() {
  stop();
  queue = [...parts()];
  show("pause", "stop");
  readNext(run);
}

function pause() {
  speech.pause();
  show("resume", "stop");
}

function resume() {
  speech.resume();
  show("pause", "stop");
}

function stop() {
  run += 1;
  queue = [];
  // A paused voice would stay paused for the next text.
  speech.resume();
  speech.cancel();
  mark(null);
  show("start");
}

// Voices arrive late, or never.
function offer() {
  group.hidden = !voiceFor(languageOf(group));
}

if (group && speech && window.SpeechSynthesisUtterance) {
  const acts = { start, pause, resume, stop };
  for (const [name, button] of Object.entries(buttons)) {
    button.addEventListener("click", acts[name]);
  }
  group.addEventListener("keydown", (event) => event.key === "Escape" && stop());
  window.addEventListener("pagehide", stop);
  speech.addEventListener("voiceschanged", offer);
  stop();
  offer();
}
