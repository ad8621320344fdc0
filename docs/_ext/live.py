"""The directives ``kernel-lab`` and ``lenet-live``: elements that compute in the page.

Kernel Lab is also added to the pages of scripts that do not mention it. Only pages with an element
load its style sheet and a small loader, which loads its scripts when it comes near the viewport.
"""

import base64
import json
import re
import shutil
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

import matplotlib as mpl
import numpy as np
from docutils import nodes
from docutils.parsers.rst import directives
from results import write_whole
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

import convgallery as cg

_SOURCE = Path(__file__).parents[1] / "live"
_STATIC = "_static/live"

# A page loads one script for each element: the element's files in this order, without comments.
_BUNDLES = {
    "kernel_lab.js": [
        *("numbers", "gimp", "settings", "python_script"),
        *("lab_dom", "lab_colors", "lab_photo", "lab_kernel", "lab_controls"),
        *("lab_panels", "lab_window", "lab_share", "kernel_lab"),
    ],
    "lenet_live.js": [
        "lab_dom",
        *("lenet_numbers", "lenet_trace", "lenet_maps", "lenet_layers"),
        *("digit_ink", "digit_pad", "lenet_live"),
    ],
}
_SCRIPTS = {
    "kernel-lab": ["photo.js", "catalog.js", "kernel_lab.js"],
    "lenet-live": ["lenet_weights.js", "lenet_live.js"],
}
# Only comments that begin a line or end a statement, without quotes, because a string may hold what
# looks like one.
_COMMENT = re.compile(
    r"^ */\*(?:(?!\*/).)*\*/ *\n|^ *//[^\n]*\n|(?<=[;,{]) // [^\n\"'`]*$",
    re.DOTALL | re.MULTILINE,
)
_FALLBACK = (
    "This part needs JavaScript. The gallery's figures were computed when the site was built."
)
_LATER = "This part appears only if the site was built with the gallery's scripts run."
_CROP = (12, 7, 228, 127)  # the middle of the sample photo
_LARGEST = 7  # rows or columns of a kernel that the element can edit
_ATTRIBUTES = (
    *("kernel", "divisor", "offset", "strides", "dilations", "padding", "activation", "pooling"),
    *("color", "mode", "normalize", "border"),
)

# Settings for other pages than those of kernels, which are found by their names.
_PRESETS = {
    "01_convolution/strides": {"preset": "blur", "strides": "4", "color": "rgb"},
    "01_convolution/padding": {"preset": "top_sobel", "padding": "same", "activation": "linear"},
    "01_convolution/dilation": {"preset": "left_sobel", "dilations": "4", "padding": "valid"},
    "01_convolution/activations": {"preset": "left_sobel", "activation": "relu"},
    "02_kernels/sobel": {"preset": "top_sobel", "color": "gray"},
    "03_pooling/max_pooling": {
        "preset": "identity",
        "activation": "linear",
        "pooling": "4",
        "color": "rgb",
    },
    "03_pooling/average_pooling": {
        "preset": "identity",
        "activation": "linear",
        "pooling": "4",
        "color": "rgb",
    },
}


class LiveNode(nodes.General, nodes.Element):
    """An element: its tag and its attributes."""


class KernelLab(SphinxDirective):
    """Read the options: ``preset``, ``share`` and the attributes of the element."""

    option_spec: ClassVar[OptionSpec] = {
        "preset": directives.unchanged_required,
        "share": directives.flag,
        **dict.fromkeys(_ATTRIBUTES, directives.unchanged_required),
    }

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        options = {name: value or "" for name, value in self.options.items()}
        if options.get("preset", "sharpen") not in _small_kernels():
            raise self.error(f"`preset` must be a kernel of the catalog, got {options['preset']!r}")
        return [_lab(**options)]


class LenetLive(SphinxDirective):
    """Insert LeNet Live, which has no options."""

    def run(self) -> list[nodes.Node]:
        """Make the node."""
        return [LiveNode(tag="lenet-live", shown={})]


def _small_kernels() -> dict[str, cg.kernels.Kernel]:
    """Select the kernels of the catalog that the element can edit."""
    catalog = cg.kernels.CATALOG.items()
    return {name: kernel for name, kernel in catalog if max(kernel.weights.shape) <= _LARGEST}


def _lab(preset: str = "sharpen", **attributes: str) -> LiveNode:
    """Make a node of Kernel Lab that starts with a kernel of the catalog."""
    kernel = cg.kernels.CATALOG[preset]
    shown = {"kernel": ",".join(f"{weight:g}" for weight in kernel.weights.ravel())}
    if kernel.divisor != 1:
        shown["divisor"] = f"{kernel.divisor:g}"
    if kernel.offset:
        shown["offset"] = f"{kernel.offset:g}"
    return LiveNode(tag="kernel-lab", shown=shown | attributes)


def _visit(translator: HTML5Translator, node: LiveNode) -> None:
    builder = translator.builder
    root = "../" * builder.current_docname.count("/")
    folder = Path(builder.outdir, _STATIC)
    if not all((folder / name).is_file() for name in _SCRIPTS[node["tag"]]):
        # Built without running scripts: the network was never trained.
        translator.body.append(f"<p>{_LATER}</p>")
        raise nodes.SkipNode
    # A checksum distinguishes versions of a script, so that browsers do not use an old one.
    urls = [
        f"{root}{_STATIC}/{name}?v={zlib.crc32((folder / name).read_bytes()):08x}"
        for name in _SCRIPTS[node["tag"]]
    ]
    attributes = {
        **node["shown"],
        "data-scripts": " ".join(urls),
        "data-page": root + builder.get_target_uri("lab"),
    }
    translator.body.append(translator.starttag(node, node["tag"], "", **attributes))
    translator.body.append(f"<p>{_FALLBACK}</p>")


def _depart(translator: HTML5Translator, node: LiveNode) -> None:
    translator.body.append(f"</{node['tag']}>\n")


def _place(app: Sphinx, document: nodes.document) -> None:
    """Insert the element in a script's page, at the end of the section with the first figure."""
    folder, _, name = app.env.docname.partition("/")
    key = name.partition("/")[2]
    attributes = _PRESETS.get(name)
    if name.startswith("02_kernels/") and key in _small_kernels():
        # Weights that add up to 0 give signed results, which are shown only in gray.
        color = "rgb" if abs(cg.kernels.CATALOG[key].weights.sum()) > 0 else "gray"
        attributes = {"preset": key, "color": color}
    if folder != "gallery" or attributes is None:
        return
    figures = (n for n in document.findall(nodes.image) if "sphx-glr-single-img" in n["classes"])
    figure = next(figures, None)
    section: nodes.Element | None = figure
    while section is not None and not isinstance(section, nodes.section):
        section = section.parent
    if section is None:
        section = next(iter(document.findall(nodes.section)))
    ends = (index for index, child in enumerate(section) if isinstance(child, nodes.section))
    section.insert(next(ends, len(section)), _lab(**attributes))


def _load(
    app: Sphinx, page: str, template: str, context: dict[str, Any], document: nodes.document | None
) -> None:
    """Let only pages with an element load its style sheet and the loader."""
    tags = {node["tag"] for node in document.findall(LiveNode)} if document else set()
    for tag in sorted(tags):
        app.add_css_file(f"live/{tag.replace('-', '_')}.css")
    if tags:
        app.add_js_file("live/loader.js", loading_method="defer")


def _write(app: Sphinx) -> None:
    """Write the files that pages load: those of docs/live, and the package's kernels and photo."""
    folder = Path(app.outdir, _STATIC)
    folder.mkdir(parents=True, exist_ok=True)
    for file in [_SOURCE / "loader.js", *_SOURCE.glob("*.css")]:
        shutil.copyfile(file, folder / file.name)
    for name, parts in _BUNDLES.items():
        texts = [(_SOURCE / f"{part}.js").read_text(encoding="utf-8") for part in parts]
        write_whole(folder / name, _COMMENT.sub("", "".join(texts)))
    # Every fifth of the map's 256 colors; in between, it is linear except for rounding.
    diverging = np.rint(mpl.colormaps["RdBu_r"](np.arange(0, 256, 5))[:, :3] * 255)
    _write_script(
        folder / "catalog.js", catalog=_catalog(), diverging=diverging.astype(int).tolist()
    )
    _write_script(folder / "photo.js", photo=_photo())


def _write_script(path: Path, **values: Any) -> None:
    """Write a classic script that adds values to the global ``convgallery``."""
    lines = (
        f"convgallery.{name} = {json.dumps(value, separators=(',', ':'))};"
        for name, value in values.items()
    )
    write_whole(path, "\n".join(["globalThis.convgallery ??= {};", *lines, ""]))


def _catalog() -> list[dict[str, Any]]:
    """Convert the kernels of the catalog to JSON-serializable values."""
    return [
        {
            "name": name,
            "label": kernel.name,
            "kernel": kernel.weights.tolist(),
            "divisor": kernel.divisor,
            "offset": kernel.offset,
        }
        for name, kernel in _small_kernels().items()
    ]


def _photo() -> dict[str, str]:
    """Convert the middle of the sample photo to a data URI, which scripts can also read from disk."""
    file = BytesIO()
    cg.sample_image().crop(_CROP).save(file, "WebP", lossless=True)
    encoded = base64.b64encode(file.getvalue()).decode("ascii")
    return {
        "name": "The sample photo",
        "python": f"cg.sample_image().crop({_CROP})",
        "uri": f"data:image/webp;base64,{encoded}",
    }


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives, their node and the event handlers."""
    app.add_node(LiveNode, html=(_visit, _depart))
    app.add_directive("kernel-lab", KernelLab)
    app.add_directive("lenet-live", LenetLive)
    app.connect("builder-inited", _write)
    app.connect("doctree-read", _place)
    app.connect("html-page-context", _load)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
