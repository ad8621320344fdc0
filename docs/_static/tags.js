/* Buttons on the gallery page, one a tag: they show the cards that have all chosen tags. The choice
   is kept in the address, so that it can be linked to. Without a script all cards are shown. */
"use strict";

const place = document.querySelector(".gallery-tags");
const cards = [...document.querySelectorAll(".sphx-glr-thumbcontainer")].map((element) => ({
  element,
  tags: JSON.parse(element.dataset.sgtags ?? "[]"),
}));

if (place) {
  const known = [...new Set(cards.flatMap((card) => card.tags))].sort();
  const asked = new URLSearchParams(location.search).getAll("tag");
  const chosen = new Set(asked.filter((tag) => known.includes(tag)));
  const count = Object.assign(document.createElement("p"), { className: "count" });
  count.setAttribute("role", "status");

  const update = () => {
    for (const { element, tags } of cards) {
      element.hidden = ![...chosen].every((tag) => tags.includes(tag));
    }
    // A chapter without a card left would be a heading above nothing.
    for (const section of document.querySelectorAll("article section section")) {
      const inside = [...section.querySelectorAll(".sphx-glr-thumbcontainer")];
      section.hidden = inside.length > 0 && inside.every((card) => card.hidden);
    }
    const shown = cards.filter(({ element }) => !element.hidden).length;
    count.textContent = chosen.size ? `${shown} of ${cards.length} pages` : "";
    const query = new URLSearchParams([...chosen].map((tag) => ["tag", tag])).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname + location.hash);
  };

  for (const tag of known) {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.textContent = tag;
    button.setAttribute("aria-pressed", chosen.has(tag));
    button.addEventListener("click", () => {
      if (!chosen.delete(tag)) chosen.add(tag);
      button.setAttribute("aria-pressed", chosen.has(tag));
      update();
    });
    place.append(button);
  }
  place.append(count);
  place.hidden = false;
  if (chosen.size) update();
}
