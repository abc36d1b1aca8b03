// The text editor names its buttons in English only: here in the office's words. A
// picture in a text is opened by pressing it twice, as one expects of a picture.

const WORDS = {
  "Heading 2": "一级小标题",
  "Heading 3": "二级小标题",
  "Heading 4": "三级小标题",
  paragraph: "正文段落",
  "unordered list": "项目列表",
  "ordered list": "编号列表",
  blockquote: "引文",
  "horizontal rule": "分隔线",
  figure: "插图：插入，或改选中图片的替代文字",
  bold: "加粗",
  italic: "斜体",
  underline: "下划线",
  strike: "删除线",
  subscript: "下标",
  superscript: "上标",
  "insert link": "链接",
  "remove link": "去掉链接",
  "Insert table": "插入表格",
  "Add column": "加一列",
  "Delete column": "删一列",
  "Add row": "加一行",
  "Delete row": "删一行",
  "Merge cells": "合并单元格",
  "Split cell": "拆分单元格",
  "Toggle header cell": "设为表头格",
  "Delete table": "删除表格",
  undo: "撤销",
  redo: "重做",
  "edit HTML": "源代码",
  "Add caption": "加图说",
  "Remove caption": "去掉图说",
};

function say(button) {
  const title = WORDS[button.title];
  if (title) {
    button.dataset.named = button.title;
    button.title = title;
    button.setAttribute("aria-label", title);
  }
  // The word of a sign is the sign itself, by its font.
  const text = WORDS[button.textContent.trim()];
  if (text && !button.matches(".material-icons")) button.textContent = text;
}

function sayAll() {
  document.querySelectorAll(".prose-menubar__button").forEach(say);
}

new MutationObserver(sayAll).observe(document.body, { childList: true, subtree: true });
sayAll();

document.addEventListener("dblclick", (event) => {
  if (!event.target.matches?.(".ProseMirror img")) return;
  event.target.closest(".prose-editor").querySelector("[data-named=figure]")?.click();
});
