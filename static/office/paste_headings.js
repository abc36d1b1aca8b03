// The title is a page's only heading of the first level, and the editor knows none: it
// would make plain paragraphs of Word's. They are pasted as headings of the second.
const FIRST = /<(\/?)h1\b/gi;

document.addEventListener(
  "paste",
  (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!event.target.closest?.(".ProseMirror") || html.search(FIRST) < 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const mended = new DataTransfer();
    mended.setData("text/html", html.replace(FIRST, "<$1h2"));
    mended.setData("text/plain", event.clipboardData.getData("text/plain"));
    const again = { clipboardData: mended, bubbles: true, cancelable: true };
    event.target.dispatchEvent(new ClipboardEvent("paste", again));
  },
  { capture: true },
);
