"""The directive ``bibliography``: the works that scripts cite, with the pages that cite them.

The works are read from the scripts' own References, so that the list is never out of date.
"""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from docutils import nodes
from reading_order import position
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

# Authors, a title in italics or with a link, and what follows up to the year.
_WORK = re.compile(r"(?P<authors>.+?), (?P<title>\*.+?\*|`.+?`__)(?P<rest>.*?, \d{4}\b)?")


def references(script: Path) -> list[str]:
    """Read the items below the heading References at the end of a script."""
    heading = "# References\n# ----------\n"
    _, _, text = script.read_text(encoding="utf-8").partition(heading)
    lines = " ".join(line.removeprefix("#").strip() for line in text.splitlines())
    return [item.strip() for item in re.split(r"(?:^|\s)\* ", lines) if item.strip()]


def works(scripts: list[Path]) -> dict[str, list[Path]]:
    """List the works that scripts cite, sorted by author, with the scripts that cite each."""
    longest: dict[str, str] = {}
    cited: dict[str, list[Path]] = defaultdict(list)
    for script in sorted(scripts, key=lambda path: position(path.name)):
        for found in filter(None, map(_WORK.match, references(script))):
            title = found["title"].partition(" <")[0].strip("*`")
            longest[title] = max(longest.get(title, ""), found[0], key=len)
            if script not in cited[title]:
                cited[title].append(script)
    return {longest[title]: cited[title] for title in sorted(cited, key=lambda t: _key(longest[t]))}


def _key(work: str) -> tuple[str, str]:
    """Sort by the first author's last name, or by the first word of an institution such as IEC."""
    words = re.split(r",| and ", work)[0].split()
    institution = words[0][:2].isalpha() and words[0][:2].isupper()
    return words[0 if institution else -1].lower(), work


class Bibliography(SphinxDirective):
    """List the works that the gallery's scripts cite."""

    def run(self) -> list[nodes.Node]:
        """Make a bullet list of works, each with links to the pages that cite it."""
        gallery = Path(self.env.srcdir, self.config.sphinx_gallery_conf["examples_dirs"])
        scripts = sorted(gallery.glob("*/*.py"))
        for script in scripts:
            self.env.note_dependency(str(script))
        items = []
        for work, citing in works(scripts).items():
            pages = ", ".join(f":doc:`/gallery/{path.parent.name}/{path.stem}`" for path in citing)
            items.append(f"* {work}. See {pages}.")
        return self.parse_text_to_nodes("\n".join(items))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("bibliography", Bibliography)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
