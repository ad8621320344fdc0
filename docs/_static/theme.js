/* Before the first paint, set the theme that the reader chose, where furo looks for it: on the body. */
"use strict";

new MutationObserver((_, observer) => {
  if (!document.body) return;
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
  observer.disconnect();
}).observe(document.documentElement, { childList: true });
