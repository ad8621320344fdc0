/* Rank and describe search results; Sphinx inserts this after its own script, searchtools.js. */

/* Among equal results, first those with the query in the title, then those with the shortest title. */
Scorer.score = ([, title, , , score]) => {
  const query = new URLSearchParams(location.search).get("q") ?? "";
  const words = splitQuery(query.toLowerCase()).map((word) => word.replace(/(?<=..)s$/, ""));
  const named = words.every((word) => title.toLowerCase().includes(word));
  return score + (named ? 0.5 : 0) + 0.4 / title.length;
};

/* The sentences around the first paragraph that has one of the words, or else the first paragraph. */
Search.makeSearchSummary = (html, words, anchor) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const unseen of page.querySelectorAll(".headerlink, .install, [data-scripts], [tooltip]")) {
    unseen.remove();
  }
  const target = anchor ? page.getElementById(anchor.slice(1)) : null;
  const place = (target?.matches("dt") ? target.nextElementSibling : target) ?? page;
  const texts = [...place.querySelectorAll("article :is(p, figcaption)")].map(({ textContent }) =>
    textContent.replace(/\s+/g, " ").trim(),
  );
  const find = (text) => {
    const places = [...words].map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0);
    return places.length ? Math.min(...places) : -1;
  };
  const text = texts.find((text) => find(text) >= 0) ?? texts.find((text) => text) ?? "";
  const start = text.lastIndexOf(". ", find(text));
  const sentences = start > 0 && find(text) > 120 ? text.slice(start + 2) : text;
  const summary = document.createElement("p");
  summary.className = "context";
  summary.textContent =
    sentences.length > 240 ? `${sentences.slice(0, 240).replace(/\s+\S*$/, "")} …` : sentences;
  return summary;
};
