/* Load the scripts of a live element, in their order, when it comes near the view. */
(() => {
  "use strict";

  /** @param {HTMLElement} element what has the attribute `data-scripts`, addresses in order */
  function load(element) {
    for (const address of (element.dataset.scripts ?? "").split(" ")) {
      if (document.querySelector(`script[src="${address}"]`)) continue;
      const script = document.createElement("script");
      script.src = address;
      script.async = false;
      script.addEventListener("error", () => {
        element.textContent = `This part could not be loaded: ${address} is missing.`;
      });
      document.head.append(script);
    }
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        observer.unobserve(entry.target);
        load(/** @type {HTMLElement} */ (entry.target));
      }
    },
    { rootMargin: "400px" },
  );
  for (const element of document.querySelectorAll("[data-scripts]")) observer.observe(element);
})();
