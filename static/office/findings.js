// A link of a finding leads to its field even where that is folded away, belongs to
// the language that is not shown, or is a text whose editor stands beside it.

function target() {
  const id = decodeURIComponent(location.hash.slice(1));
  return id.startsWith("id_") ? document.getElementById(id) : null;
}

function reveal() {
  const field = target();
  if (!field) return;
  for (let folded = field.closest("details"); folded; folded = folded.parentElement.closest("details")) {
    folded.open = true;
  }
  for (let around = field; around; around = around.parentElement) around.hidden &&= false;
  const row = field.closest(".form-row, .fieldBox") ?? field;
  const editor = row.querySelector("[contenteditable=true]");
  row.scrollIntoView({ block: "center" });
  (editor ?? field).focus({ preventScroll: true });
}

addEventListener("hashchange", reveal);
addEventListener("load", reveal);
