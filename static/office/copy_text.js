// A button that copies the text beside it. Without script, or where the browser
// refuses, the text can be selected by hand.
for (const part of document.querySelectorAll("[data-copy]")) {
  const text = part.querySelector("textarea");
  const button = part.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = "已复制";
  });
}
