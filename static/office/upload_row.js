// How one file of an upload fares: its name, its progress, and a word where it was not taken.

export function row(file) {
  const item = document.createElement("li");
  const [name, bar, said] = ["span", "progress", "span"].map((tag) => item.appendChild(document.createElement(tag)));
  name.className = "upload-name";
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  said.className = "upload-said";
  return { file, item, bar, say: (state, text) => { item.dataset.state = state; said.textContent = text; } };
}
