// Keeps what is being written in a form: every few seconds at the office, and in
// this browser while the office cannot be reached. Saving is something else.

const PAUSE = 4000;
const LEFT = "暂时连不上办公室，写的内容先留在这台电脑上。登录过期的，请另开一页登录，不要关这一页。";
const NOT_LEFT = "暂时连不上办公室，这台电脑也存不下写的内容。请不要关这一页，或把文字复制到别处。";
const place = document.querySelector("[data-keep]");
const form = place?.closest("form");

function content() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

function tell(text) {
  place.querySelector(".open-form-state").textContent = text;
}

async function send(fields, signal) {
  fields.set("_path", place.dataset.path);
  const options = { method: "POST", body: fields, redirect: "manual", signal };
  const answer = await fetch(place.dataset.keep, options);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function leaveHere(local, written) {
  try {
    localStorage.setItem(local, written);
    return LEFT;
  } catch {
    return NOT_LEFT;
  }
}

async function keep(local, state) {
  const now = content().toString();
  if (state.isSaving || now === state.kept) return;
  try {
    const { kept_at } = await send(content(), state.leaving.signal);
    state.kept = now;
    localStorage.removeItem(local);
    tell(`${kept_at} 已自动保留，还没有保存。`);
  } catch {
    if (state.isSaving) return;
    tell(leaveHere(local, now));
  }
}

// What this browser held while the office could not be reached, of any sheet of the form.
async function sendWhatIsLeft(prefix, state) {
  const left = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  for (const key of left) {
    const fields = new URLSearchParams(localStorage.getItem(key));
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    await send(fields);
    localStorage.removeItem(key);
  }
  if (!left.length) return;
  if (!state.isTouched) location.reload();
  else tell("上次断网时写的内容已送到办公室，重新打开这一页可以恢复。");
}

if (form) {
  // Colleagues share machines: what one left here is nobody else's.
  const prefix = `office-kept:${place.dataset.user}:${place.dataset.path}:`;
  const local = prefix + form.elements.open_sheet.value;
  const state = { kept: content().toString(), isSaving: false, isTouched: false };
  state.leaving = new AbortController();
  for (const kind of ["keydown", "paste", "change"]) {
    form.addEventListener(kind, () => (state.isTouched = true), true);
  }
  sendWhatIsLeft(prefix, state).catch(() => {});
  // The editor fills its field in when it starts, which is nobody's change.
  setTimeout(() => {
    state.kept = content().toString();
    place.dataset.ready = "";
    state.clock = setInterval(() => keep(local, state), PAUSE);
  }, 1000);
  document.addEventListener("visibilitychange", () => document.hidden && keep(local, state));
  // What is being saved is not kept beside it: the page is hidden while it is left, too.
  form.addEventListener("submit", () => {
    state.isSaving = true;
    clearInterval(state.clock);
    state.leaving.abort();
  });
  for (const forget of place.querySelectorAll("[data-forget]")) {
    forget.hidden = false;
    forget.addEventListener("click", async () => {
      const fields = new URLSearchParams({ _forget: forget.dataset.forget });
      fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      await send(fields);
      forget.closest("p").remove();
    });
  }
}
