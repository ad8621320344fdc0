/* Write the full address of the wheel into the install line, so that it works wherever it is pasted:
   the site may be anywhere, on a server or in a folder. */
"use strict";

for (const line of document.querySelectorAll("pre[data-wheel]")) {
  const address = new URL(line.dataset.wheel, location.href);
  const [, more] = line.textContent.split(".whl");
  line.textContent = `python -m pip install "${address}"${more}`;
}
