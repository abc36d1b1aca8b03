// Takes pictures chosen or dropped, shows how each fares, and leads on to their captions.
// Without script they go in one request.

import { deliverAll } from "./send_pictures.js";
import { row } from "./upload_row.js";

const form = document.querySelector("[data-upload]");

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
    await deliverAll(rows, form.elements.csrfmiddlewaretoken.value, tell);
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
