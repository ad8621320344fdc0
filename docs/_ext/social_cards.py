"""Draw the image that link previews show of a page: its title and chapter beside its thumbnail.

Previews need absolute addresses, so these cards are drawn only if the site's address is known. A
card's name contains a digest of what it shows: an unchanged card is not drawn again, and a changed
one has a new address, under which no service remembers the old image. Pages without a figure share
one card.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl
import PIL
from dependencies import digest_of, file_digest
from docutils import nodes
from PIL import Image, ImageDraw, ImageFont, ImageOps
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

_FOLDER = "_cards"
_SIZE = (1200, 630)  # what the services recommend
_MARGIN = 60
_THUMBNAIL = (620, 450)  # at most
_LINES = 4  # of a title, at most
_GREEN, _BLACK, _GRAY = "#0b6e4f", "#1a1a1a", "#5a5c63"  # the site's brand color first
_CODE = file_digest(Path(__file__))

_GENERAL_TITLE = "An executable gallery of convolutions"
_GENERAL_IMAGE = "pictures/readme.png"


class Card(NamedTuple):
    """What a card shows.

    Attributes
    ----------
    title, chapter : str
        The texts on the left.
    thumbnail : Path
        The image on the right.
    """

    title: str
    chapter: str
    thumbnail: Path

    @property
    def file(self) -> str:
        """The file of the card, in the site."""
        digest = digest_of(
            *(self.title, self.chapter, file_digest(self.thumbnail)), _CODE, PIL.__version__
        )
        name = self.thumbnail.stem.removeprefix("sphx_glr_").removesuffix("_001")
        return f"{_FOLDER}/{name}-{digest[:8]}.jpg"


def draw(card: Card) -> Image.Image:
    """Draw a card.

    Parameters
    ----------
    card : Card
        What it shows.

    Returns
    -------
    Image
        1200 x 630 pixels.
    """
    image = Image.new("RGB", _SIZE, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, _MARGIN // 4, _SIZE[1]), fill=_GREEN)
    with Image.open(card.thumbnail) as stored:
        thumbnail = ImageOps.contain(stored.convert("RGB"), _THUMBNAIL, Image.Resampling.LANCZOS)
    left = _SIZE[0] - _MARGIN - thumbnail.width
    image.paste(thumbnail, (left, (_SIZE[1] - thumbnail.height) // 2))
    title, font = _break_title(card.title, left - 1.5 * _MARGIN)
    pen.text((_MARGIN, 80), card.chapter, fill=_GREEN, font=_font(32))
    pen.multiline_text((_MARGIN, 140), title, fill=_BLACK, font=font, spacing=12)
    pen.text((_MARGIN, 520), "convgallery", fill=_GRAY, font=_font(32))
    return image


def _font(size: int, name: str = "DejaVuSans.ttf") -> ImageFont.FreeTypeFont:
    """Load the font of the figures, which Matplotlib bundles."""
    path = Path(mpl.get_data_path(), "fonts", "ttf", name)
    # Pillow would prefer another layout engine where it is installed, and draw other pixels.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _break_title(title: str, room: float) -> tuple[str, ImageFont.FreeTypeFont]:
    """Break a title into lines, in the largest type that has room for them."""
    for size in range(64, 24, -4):
        font = _font(size, "DejaVuSans-Bold.ttf")
        lines: list[str] = []
        for word in title.split():
            if lines and font.getlength(f"{lines[-1]} {word}") <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        if len(lines) <= _LINES and max(map(font.getlength, lines)) <= room:
            return "\n".join(lines), font
    raise ExtensionError(f"the title is too long for the page's card: {title!r}")


def _card(env: BuildEnvironment, page: str) -> Card:
    """Find what a page's card shows."""
    folder, _, name = page.rpartition("/")
    thumbnail = Path(env.srcdir, folder, "images", f"sphx_glr_{name}_001.jpg")  # of figures.py
    if not thumbnail.is_file():
        return Card(_GENERAL_TITLE, "", Path(env.srcdir, _GENERAL_IMAGE))
    return Card(env.titles[page].astext(), env.titles[f"{folder}/index"].astext(), thumbnail)


def _update(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Draw new cards, remove old ones, and write the pages with new ones again."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return []
    pages = sorted(env.found_docs) if app.config.html_baseurl else []
    cards = {page: _card(env, page) for page in pages}
    files = {page: Path(app.outdir, card.file) for page, card in cards.items()}
    new = [page for page in pages if not files[page].is_file()]
    for page in {files[page]: page for page in new}.values():
        files[page].parent.mkdir(exist_ok=True)
        draw(cards[page]).save(files[page], quality=80, optimize=True)
    for old in set(Path(app.outdir, _FOLDER).glob("*")) - set(files.values()):
        old.unlink()
    return new


def _mention(
    app: Sphinx, page: str, template: str, context: dict[str, Any], document: nodes.document | None
) -> None:
    address = app.config.html_baseurl
    if document is None or not address:
        return
    card = _card(app.env, page)
    tags = {
        "og:image": f"{address.rstrip('/')}/{card.file}",
        "og:image:width": _SIZE[0],
        "og:image:height": _SIZE[1],
        "og:image:alt": f"The title “{card.title}” beside a thumbnail of what the page shows.",
    }
    context["metatags"] += "".join(
        f'<meta property="{name}" content="{escape(str(content))}" />\n'
        for name, content in tags.items()
    )
    context["metatags"] += '<meta name="twitter:card" content="summary_large_image" />\n'


def setup(app: Sphinx) -> dict[str, Any]:
    """Draw when all pages have been read and their titles are known."""
    app.connect("env-updated", _update)
    app.connect("html-page-context", _mention)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
