// What a voice reads of a text: its innermost blocks, in pieces the voice gets through.
const BLOCKS = "p, li, h2, h3, h4, blockquote, figcaption, td, th";
// Chrome falls silent in the middle of a long utterance.
const LONGEST = 180;

export function languageOf(element) {
  return element.closest("[lang]").lang;
}

// The device's voice for a language; absent where it has none.
export function voiceFor(language) {
  const [wanted] = language.toLowerCase().split("-");
  const voices = window.speechSynthesis.getVoices();
  return voices.find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === wanted);
}

// Sentences, joined up to the longest piece.
function pieces(text) {
  const found = [""];
  for (const sentence of text.match(/[^。！？；.!?;]+[。！？；.!?;”’」』)）]*/g) || []) {
    if (found[found.length - 1].length + sentence.length > LONGEST) found.push("");
    found[found.length - 1] += sentence;
  }
  return found.filter((piece) => piece.trim());
}

export function* partsOf(roots) {
  for (const root of roots) {
    for (const block of root.querySelectorAll(BLOCKS)) {
      if (block.querySelector(BLOCKS) || !block.offsetParent) continue;
      for (const text of pieces(block.textContent)) yield { block, text };
    }
  }
}
