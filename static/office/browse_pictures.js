// Hands the picture that was pressed to the editor which opened this window, by the
// protocol of CKEditor's file browsers. Opened by itself, it shows the address.
const list = document.querySelector("[data-called]");
list?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { address, number, caption } = button.dataset;
  const tools = window.opener?.CKEDITOR?.tools;
  if (!tools || !list.dataset.called) {
    location.assign(address);
    return;
  }
  tools.callFunction(list.dataset.called, address, { id: number, caption, alternative_text: "" });
  window.close();
});
