// A button that copies the text beside it. Without script, or where the browser
// refuses, the text can be selected by hand.
for (const part of document.querySelectorAll("[data-copy]")) {
  const text = part.querySelector("textarea, input[readonly]");
  const button = part.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    let done = true;
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      done = document.execCommand("copy");
    }
    button.textContent = done ? "已复制" : "浏览器不让复制，文字已选中，请手动复制";
  });
}
