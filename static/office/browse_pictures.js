// Hands the picture that was pressed to who opened this window: the text editor, by the
// protocol of CKEditor's file browsers, or a form. Opened by itself, it shows the address.
const list = document.querySelector("[data-called]");
list?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { address, number, caption } = button.dataset;
  const { called } = list.dataset;
  const { CKEDITOR, takePicture } = window.opener ?? {};
  if (called && CKEDITOR?.tools) {
    CKEDITOR.tools.callFunction(called, address, { id: number, caption, alternative_text: "" });
  } else if (takePicture) {
    takePicture({ number, title: button.textContent.trim(), thumbnail: button.firstElementChild.src });
  } else {
    location.assign(address);
    return;
  }
  window.close();
});
