// 中文 | 英文 | 两种语言: which language's fields a form shows. Works offline and under
// a strict policy; without it, all fields are simply there.

const LANGUAGES = [
  ["zh_hans", "中文"],
  ["en", "英文"],
  ["", "两种语言"],
];
const REMEMBERED = "office-language";

function languageOf(row) {
  const field = row.querySelector("[id]:is(input, textarea, select), .prose-editor textarea");
  const names = [...row.classList].filter((name) => name.startsWith("field-"));
  const name = names.length === 1 ? names[0] : field?.name ?? "";
  return LANGUAGES.find(([code]) => code && name.endsWith(`_${code}`))?.[0];
}

function show(form, bar, chosen) {
  for (const row of form.querySelectorAll("[data-language]")) {
    // A field with an error is never hidden.
    row.hidden = Boolean(chosen) && row.dataset.language !== chosen && !row.querySelector(".errorlist");
  }
  for (const tab of bar.children) tab.setAttribute("aria-pressed", String(tab.value === chosen));
  localStorage.setItem(REMEMBERED, chosen);
}

function mark(form) {
  for (const row of form.querySelectorAll(".form-row, .fieldBox")) {
    const language = languageOf(row);
    if (language) row.dataset.language = language;
  }
  // What is not shown is not handed in either.
  for (const button of form.querySelectorAll("[name^=_submit_]")) {
    button.dataset.language = button.name.replace("_submit_", "").replace("-", "_");
  }
}

const form = document.querySelector("#content-main form");
if (form) {
  mark(form);
  // Not where there is one language to write, as beside the Chinese of the translation desk.
  if (LANGUAGES.every(([code]) => !code || form.querySelector(`[data-language="${code}"]`))) {
    const bar = document.createElement("div");
    bar.className = "office-languages";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "显示哪种语言");
    for (const [code, label] of LANGUAGES) {
      const tab = document.createElement("button");
      Object.assign(tab, { type: "button", value: code, textContent: label });
      tab.addEventListener("click", () => show(form, bar, code));
      bar.append(tab);
    }
    form.prepend(bar);
    show(form, bar, localStorage.getItem(REMEMBERED) ?? "zh_hans");
    document.addEventListener("formset:added", () => {
      mark(form);
      show(form, bar, localStorage.getItem(REMEMBERED) ?? "zh_hans");
    });
  }
}
