// Reads a text aloud by the device's own voice, block by block, and marks the block
// that is being read. Shown only where there is a voice for the language of the page.
import { hush, say } from "./speaking.js";
import { languageOf, partsOf, voiceFor } from "./spoken_parts.js";

const speech = window.speechSynthesis;
const group = document.querySelector("[data-read-aloud]");
const buttons = {};
for (const button of group ? group.querySelectorAll("[data-read]") : []) {
  buttons[button.dataset.read] = button;
}

function show(...names) {
  const held = document.activeElement;
  for (const [name, button] of Object.entries(buttons)) button.hidden = !names.includes(name);
  // The keyboard stays where it was: on the button that took the place of its own.
  if (held && held.hidden && group.contains(held)) buttons[names[0]].focus();
}

const acts = {
  start() {
    show("pause", "stop");
    say([...partsOf(document.querySelectorAll(group.dataset.readAloud))], acts.stop);
  },
  pause() {
    speech.pause();
    show("resume", "stop");
  },
  resume() {
    speech.resume();
    show("pause", "stop");
  },
  stop() {
    hush();
    show("start");
  },
};

// Voices arrive late, or never.
function offer() {
  group.hidden = !voiceFor(languageOf(group));
}

if (group && speech && window.SpeechSynthesisUtterance) {
  for (const [name, button] of Object.entries(buttons)) {
    button.addEventListener("click", acts[name]);
  }
  group.addEventListener("keydown", (event) => event.key === "Escape" && acts.stop());
  window.addEventListener("pagehide", acts.stop);
  speech.addEventListener("voiceschanged", offer);
  acts.stop();
  offer();
}
