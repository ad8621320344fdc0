/* Load the images that nobody has scrolled to before the page is printed. */
"use strict";

addEventListener("beforeprint", () => {
  for (const image of document.images) image.loading = "eager";
});
