"""Let the search find SAME, the padding: Sphinx leaves out "same" because most pages have the word.

How results are ranked and described is in search_results.js.
"""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.search.en import SearchEnglish

_PROSE = re.compile(r"(?<![\"'])\b[Ss]ame\b")  # neither SAME nor a quoted argument, "same"


class SearchWords(SearchEnglish):
    """English words, and SAME."""

    stopwords = SearchEnglish.stopwords - {"same"}  # those of the page's script as well

    def split(self, input: str) -> list[str]:
        """Split a text into the words that are indexed."""
        return super().split(_PROSE.sub("", input))


def _rank(app: Sphinx, config: Config) -> None:
    config.html_search_scorer = str(Path(__file__).with_name("search_results.js"))


def setup(app: Sphinx) -> dict[str, Any]:
    """Replace Sphinx's search of English pages."""
    app.add_search_language(SearchWords)
    app.connect("config-inited", _rank)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
