// Sends pictures one by one, so that each has its progress, one that fails is tried
// again by itself, and the others are kept. Without script they go in one request.

const AT_ONCE = 2;
const TRIES = 3;
const form = document.querySelector("[data-upload]");

function send(file, onProgress) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("pictures", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", location.href);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("error", () => reject(new Error("连接断了")));
    request.addEventListener("load", () => {
      if (request.response?.number) resolve(request.response.number);
      else if (request.response?.refused) resolve({ refused: request.response.refused });
      else if (request.status === 413) resolve({ refused: "文件太大，服务器不收。" });
      else reject(new Error(request.status === 403 || request.status === 200 ? "登录已过期，请另开一页登录后再试" : `服务器没有收下（${request.status}）`));
    });
    request.send(body);
  });
}

function row(file) {
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

async function deliver(one) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      one.say("sending", "");
      const answer = await send(one.file, (part) => { one.bar.value = part; });
      if (answer.refused) return one.say("refused", `没有收：${answer.refused}`);
      one.number = answer;
      one.bar.value = 1;
      return one.say("kept", "");
    } catch (error) {
      if (attempt === TRIES) return one.say("failed", `没有传成：${error.message}。`);
      await new Promise((resolve) => setTimeout(resolve, attempt * 1000));
    }
  }
}

async function deliverAll(rows, tell) {
  const waiting = rows.filter((one) => !one.number && one.item.dataset.state !== "refused");
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      await deliver(one);
      tell();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

if (form) {
  const rows = [];
  const find = (selector) => form.querySelector(selector);
  const [input, drop, whole, end, next, retry] = ["#pictures", ".upload-drop", ".upload-whole", ".upload-end", "[data-next]", "[data-retry]"].map(find);
  const count = (state) => rows.filter((one) => one.item.dataset.state === state).length;
  let isSending = false;

  const tell = () => {
    const [kept, refused, failed] = ["kept", "refused", "failed"].map(count);
    whole.max = rows.length;
    whole.value = kept + refused + failed;
    const trouble = [refused && `${refused} 张没有收`, failed && `${failed} 张没有传成`].filter(Boolean);
    find(".upload-state").textContent = `共 ${rows.length} 张，已传 ${kept} 张${trouble.map((one) => `，${one}`).join("")}。`;
  };
  const finish = () => {
    const numbers = [...new Set(rows.filter((one) => one.number).map((one) => one.number))];
    const batch = form.dataset.batch;
    next.href = `${batch}${batch.includes("?") ? "&" : "?"}pictures=${numbers.join("-")}`;
    next.hidden = !numbers.length;
    retry.hidden = !count("failed");
    end.hidden = false;
    if (numbers.length && !count("failed") && !count("refused")) location.assign(next.href);
  };
  const start = async () => {
    if (isSending) return;
    isSending = true;
    end.hidden = true;
    whole.hidden = false;
    tell();
    await deliverAll(rows, tell);
    isSending = false;
    if (rows.some((one) => !one.item.dataset.state)) start();
    else finish();
  };
  const take = (files) => {
    for (const file of files) rows.push(row(file));
    find(".upload-list").append(...rows.map((one) => one.item));
    if (rows.length) start();
  };

  find("[data-drop-hint]").hidden = false;
  find(".submit-row").hidden = true;
  input.addEventListener("change", () => { take([...input.files]); input.value = ""; });
  retry.addEventListener("click", start);
  form.addEventListener("submit", (event) => event.preventDefault());
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.dataset.over = ""; });
  drop.addEventListener("dragleave", () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => { event.preventDefault(); delete drop.dataset.over; take([...event.dataTransfer.files]); });
  window.addEventListener("beforeunload", (event) => { if (isSending) event.preventDefault(); });
}
