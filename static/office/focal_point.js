// What matters in a picture is pointed at; the two numbers stay for those who type.
const picture = document.querySelector("[data-focal] img");
const [across, down] = ["#id_focal_x", "#id_focal_y"].map((one) => document.querySelector(one));

if (picture && across && down) {
  const mark = document.createElement("span");
  mark.className = "focal-mark";
  mark.setAttribute("aria-hidden", "true");
  picture.after(mark);
  const show = () => {
    mark.style.left = `${across.value}%`;
    mark.style.top = `${down.value}%`;
  };
  const part = (at, start, size) => Math.round(Math.min(1, Math.max(0, (at - start) / size)) * 100);
  picture.addEventListener("click", (event) => {
    const box = picture.getBoundingClientRect();
    across.value = part(event.clientX, box.left, box.width);
    down.value = part(event.clientY, box.top, box.height);
    for (const field of [across, down]) field.dispatchEvent(new Event("change", { bubbles: true }));
    show();
  });
  for (const field of [across, down]) field.addEventListener("input", show);
  document.querySelector("[data-focal] .help").hidden = false;
  show();
}
