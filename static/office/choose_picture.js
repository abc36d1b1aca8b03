// A picture of a form is chosen by sight, in a window of the library. Its number stays
// in its box, out of sight while the picture itself is shown.
const CHOICE = ".picture-choice";
let waiting;

function show(choice) {
  const { value } = choice.querySelector("input");
  if (!value) choice.querySelector("img")?.remove();
  choice.querySelector("[data-drop]").hidden = !value;
  choice.classList.toggle("is-shown", !value || Boolean(choice.querySelector("img")));
}

function put(choice, number, thumbnail, title) {
  const input = choice.querySelector("input");
  const image = choice.querySelector("img") ?? document.createElement("img");
  image.className = "office-thumbnail";
  image.src = thumbnail;
  image.alt = title;
  choice.prepend(image);
  input.value = number;
  input.dispatchEvent(new Event("change", { bubbles: true }));
  show(choice);
}

// The library calls it in the window that opened it.
window.takePicture = ({ number, thumbnail, title }) => put(waiting, number, thumbnail, title);

document.addEventListener("click", (event) => {
  const choice = event.target.closest(CHOICE);
  if (!choice) return;
  if (event.target.matches("[data-drop]")) put(choice, "", "", "");
  if (!event.target.matches("[data-choose]")) return;
  event.preventDefault();
  waiting = choice;
  window.open(event.target.href, "library", "width=900,height=700");
});
document.addEventListener("formset:added", (event) => {
  event.target.querySelectorAll(CHOICE).forEach(show);
});
document.querySelectorAll(CHOICE).forEach(show);
