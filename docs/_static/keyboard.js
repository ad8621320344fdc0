/* What the theme leaves to the mouse: buttons that open the drawers, which close with Escape, and code
   that scrolls sideways with the arrow keys. */
"use strict";

const drawers = { __navigation: [".sidebar-drawer", "Pages"], __toc: [".toc-drawer", "On this page"] };

for (const label of document.querySelectorAll("label.nav-overlay-icon, label.toc-overlay-icon")) {
  const box = document.getElementById(label.htmlFor);
  const [drawer, name] = drawers[box.id];
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.className = label.className;
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  label.replaceWith(button);
  const update = () => button.setAttribute("aria-expanded", box.checked);
  update();
  box.addEventListener("change", update);
  button.addEventListener("click", () => {
    box.click();
    button.classList.toggle("opened", box.checked);
    const places = [...document.querySelectorAll(`${drawer} :is(a, input)`)];
    if (box.checked) places.find((place) => place.offsetParent)?.focus();
  });
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const box of document.querySelectorAll(".sidebar-toggle:checked")) {
    box.click();
    document.querySelector("button.opened")?.focus();
  }
});

const scrollable = "article pre, article .formula, article .table-wrapper";
const sizes = new ResizeObserver((entries) => {
  for (const { target: box } of entries) {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(scrollable)) sizes.observe(box);
