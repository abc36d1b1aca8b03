// Copies the text of a box as a page with its styles. Works without a secure
// address too, where the newer clipboard does not; without script, the box can be
// copied by hand into an editor that takes HTML.
for (const part of document.querySelectorAll("[data-copy-page]")) {
  const box = part.querySelector("textarea");
  const button = part.querySelector("button");
  button.hidden = false;
  box.hidden = true;
  button.addEventListener("click", () => {
    const fill = (event) => {
      event.clipboardData.setData("text/html", box.value);
      event.clipboardData.setData("text/plain", new DOMParser().parseFromString(box.value, "text/html").body.textContent);
      event.preventDefault();
    };
    document.addEventListener("copy", fill, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    box.hidden = done;
    part.querySelector("[role=status]").textContent = done ? "已复制，请到公众号编辑器里粘贴。" : "浏览器不让复制，请把下面框里的内容全选后复制。";
  });
}
