// Gives each group of pictures two buttons. Without them it is swiped, or scrolled
// with the arrow keys once it has the focus.
const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

const buttonOf = (label, mark) => {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.textContent = mark;
  return button;
};

for (const group of document.querySelectorAll("[data-gallery]")) {
  const strip = group.querySelector(".group-strip");
  const pictures = [...strip.querySelectorAll("li")];
  const left = (picture) => picture.offsetLeft - pictures[0].offsetLeft;
  const nearest = () => {
    const away = pictures.map((picture) => Math.abs(left(picture) - strip.scrollLeft));
    return away.indexOf(Math.min(...away));
  };
  // Where it is going to while it moves: a second press counts from there.
  let aim = null;
  let stillMoving;
  const go = (step) => {
    aim = Math.min(Math.max((aim ?? nearest()) + step, 0), pictures.length - 1);
    strip.scrollTo({ left: left(pictures[aim]), behavior: smooth });
  };
  const back = buttonOf(group.dataset.previous, "‹");
  const on = buttonOf(group.dataset.next, "›");
  const ways = document.createElement("div");
  ways.className = "group-ways";
  ways.append(back, on);
  strip.before(ways);

  const update = () => {
    const room = strip.scrollWidth - strip.clientWidth;
    ways.hidden = room < 2;
    // Not disabled: the focus would be lost at the last picture.
    back.setAttribute("aria-disabled", strip.scrollLeft < 2);
    on.setAttribute("aria-disabled", strip.scrollLeft > room - 2);
  };
  back.addEventListener("click", () => go(-1));
  on.addEventListener("click", () => go(1));
  strip.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(step);
  });
  const moved = () => {
    clearTimeout(stillMoving);
    stillMoving = setTimeout(() => { aim = null; }, 150);
    update();
  };
  strip.addEventListener("scroll", moved, { passive: true });
  addEventListener("resize", update);
  update();
}
