// Titles to choose from while one types in a search box: a combobox by the ARIA pattern.
// Without script the box is an ordinary form.
for (const form of document.querySelectorAll("[data-suggest]")) {
  const box = form.querySelector("input");
  const list = Object.assign(document.createElement("ul"), { id: `${box.id}-titles`, hidden: true });
  let chosen = -1;
  let asked = 0;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.getAttribute("aria-label"));
  form.append(list);
  const states = { role: "combobox", "aria-controls": list.id, "aria-autocomplete": "list" };
  for (const [name, value] of Object.entries(states)) box.setAttribute(name, value);

  const choose = (number) => {
    chosen = number;
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", at === number));
    if (number < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[number].id);
  };
  const show = (titles) => {
    list.replaceChildren(...titles.map(({ title, url, kind }, number) => {
      const row = Object.assign(document.createElement("li"), { id: `${list.id}-${number}` });
      row.textContent = title;
      row.dataset.url = url;
      // A visit and the news of it may have one title; the sheet writes the kind after it.
      row.dataset.kind = kind;
      row.setAttribute("role", "option");
      return row;
    }));
    list.hidden = titles.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
  };
  const ask = async () => {
    const turn = ++asked;
    await new Promise((wait) => setTimeout(wait, 200));
    if (turn !== asked) return;
    const text = box.value.trim();
    const answer = text ? await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`).catch(() => null) : null;
    const titles = answer?.ok ? (await answer.json()).titles : [];
    if (turn === asked) show(titles);
  };

  show([]);
  box.addEventListener("input", (event) => event.isComposing || ask());
  box.addEventListener("compositionend", ask);
  box.addEventListener("blur", () => { asked++; show([]); });
  // Before the box loses the focus, and the list with it.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => location.assign(event.target.closest("li").dataset.url));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const rows = list.children.length;
    const moves = { ArrowDown: (chosen + 2) % (rows + 1) - 1, ArrowUp: (chosen + rows + 1) % (rows + 1) - 1 };
    if (event.key in moves) choose(moves[event.key]);
    else if (event.key === "Escape") { asked++; show([]); }
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.url);
    else return;
    event.preventDefault();
  });
}
