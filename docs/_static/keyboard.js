/* What the theme leaves to the mouse: drawers that open with Enter or Space and close with Escape,
   and code that scrolls sideways with the arrow keys. */
"use strict";

for (const label of document.querySelectorAll('label[role="button"]')) {
  const box = document.getElementById(label.htmlFor);
  const update = () => label.setAttribute("aria-expanded", box.checked);
  box.addEventListener("change", update);
  update();
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    box.click();
    if (!box.checked) return;
    const drawer = box.id === "__toc" ? ".toc-drawer" : ".sidebar-drawer";
    document.querySelector(`${drawer} :is(a, input)`)?.focus();
  });
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const box of document.querySelectorAll(".sidebar-toggle:checked")) {
    box.click();
    document.querySelector(`label[role="button"][for="${box.id}"]`)?.focus();
  }
});

const scrollable = "article pre, article .formula, article .table-wrapper, article .math";
const reach = () => {
  for (const box of document.querySelectorAll(scrollable)) {
    box.toggleAttribute("tabindex", false);
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
};
reach();
addEventListener("resize", reach);
