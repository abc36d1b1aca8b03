// Speaks a text part by part, and marks the block whose turn it is.
import { languageOf, voiceFor } from "./spoken_parts.js";

const speech = window.speechSynthesis;
// What an earlier reading still reports is not listened to.
let run = 0;

function mark(block) {
  for (const old of document.querySelectorAll("[data-reading]")) delete old.dataset.reading;
  if (!block) return;
  block.dataset.reading = "";
  block.scrollIntoView({ block: "nearest" });
}

export function hush() {
  run += 1;
  // A paused voice would stay paused for the next text.
  speech.resume();
  speech.cancel();
  mark(null);
}

// Says the parts one after the other; `done` is called at the end, or where the voice fails.
export function say(parts, done) {
  hush();
  const mine = run;
  const next = () => {
    if (mine !== run) return;
    const part = parts.shift();
    if (!part) return done();
    mark(part.block);
    const utterance = new SpeechSynthesisUtterance(part.text);
    utterance.lang = languageOf(part.block);
    utterance.voice = voiceFor(utterance.lang) || null;
    utterance.onend = next;
    utterance.onerror = () => mine === run && done();
    speech.speak(utterance);
  };
  next();
}
