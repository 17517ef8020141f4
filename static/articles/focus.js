// The focal point of a picture is set by a click on it; its two numbers work without.
const box = document.querySelector(".focus");
const fields = ["focus_x", "focus_y"].map((name) => document.getElementById(`id_${name}`));

if (box && fields.every(Boolean)) {
  const [x, y] = fields;
  const mark = document.createElement("span");
  mark.className = "focus-mark";
  box.append(mark);
  box.classList.add("can-click");

  const show = () => {
    mark.style.left = `${x.value}%`;
    mark.style.top = `${y.value}%`;
  };
  const percent = (place, start, length) => Math.round(Math.min(Math.max((place - start) / length, 0), 1) * 100);
  box.addEventListener("click", (event) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    x.value = percent(event.clientX, left, width);
    y.value = percent(event.clientY, top, height);
    show();
  });
  fields.forEach((field) => field.addEventListener("input", show));
  show();
}
