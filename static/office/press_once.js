// A button pressed twice does what it says once: what is sent again so soon is not sent.

const SOON = 3000;
const sent = new WeakMap();

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    // A field may be called "method".
    if (form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (event.timeStamp - (sent.get(form) ?? -SOON) < SOON) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      sent.set(form, event.timeStamp);
    }
  },
  true,
);
