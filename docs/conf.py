"""How Sphinx builds the site."""

import os
import sys
from importlib.metadata import version as installed_version
from pathlib import Path
from urllib.parse import urlsplit

# These ask which backend Keras has: before autodoc replaces it.
import convgallery.networks
import convgallery.training  # noqa: F401

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "convgallery"
author = "The convgallery developers"
project_copyright = "2026, the convgallery developers"
release = version = installed_version("convgallery")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.intersphinx",
    "notfound.extension",
    "numpydoc",
    "sphinx_copybutton",
    "sphinx_gallery.gen_gallery",
    "sphinx_reredirects",
    # our own, in _ext/
    "answers",
    "bibliography",
    "cards",
    "citations",
    "descriptions",
    "downloads",
    "figure_texts",
    "frame_player",
    "fresh_gallery",
    "hosting",
    "image_sizes",
    "kernel_grids",
    "lenet_live",
    "live",
    "mathml",
    "page_checks",
    "search_words",
    "site_zip",
    "social_cards",
    "whole_site",
]
exclude_patterns = ["_build", "_dist", "_inventories", "live"]
templates_path = ["_templates"]

# Pages that have moved, and where they are now
redirects = {
    f"gallery/02_kernels/{side}_sobel": "sobel.html" for side in ("top", "bottom", "left", "right")
}
for _old, _new, _pages in (
    (
        "05_alexnet",
        "06_alexnet",
        "alexnet_graphs shapes_and_parameters why_227 receptive_fields ten_steps index",
    ),
    ("06_scale", "07_scale", "how_fast larger_than_memory several_workers index"),
):
    redirects |= {f"gallery/{_old}/{_page}": f"../{_new}/{_page}.html" for _page in _pages.split()}
redirect_html_template_file = "_templates/moved.html"

# MyST
myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "dollarmath",
]
myst_heading_anchors = 3
# Doctest needs a blank line after printed results; pages do not show it.
highlight_options = {"pycon": {"stripnl": True}}

# API reference
autodoc_typehints = "none"
# Signatures and docstrings need no TensorFlow, which takes seconds to import; only scripts do.
autodoc_mock_imports = ["keras", "tensorflow"]
autodoc_default_options = {"no-value": True}
autodoc_member_order = "bysource"
autosummary_generate = True
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

# A few names of other projects, copied by hand: nothing is fetched during a build.
intersphinx_mapping = {
    "matplotlib": ("https://matplotlib.org/stable", "_inventories/matplotlib.txt"),
    "pillow": ("https://pillow.readthedocs.io/en/stable", "_inventories/pillow.txt"),
}

# Links to other sites, for nox -s links: publishers, to which DOIs lead, refuse programs.
linkcheck_ignore = [r"https://doi\.org/"]
linkcheck_timeout = 20
linkcheck_retries = 2
linkcheck_rate_limit_timeout = 60

# Sphinx-gallery looks at the whole path, and a reader's folder may have a space in its name. Those
# of scripts are tested.
suppress_warnings = ["sphinx_gallery.space_in_filename"]

sphinx_gallery_conf = {
    "examples_dirs": "../gallery",
    "gallery_dirs": "gallery",
    "filename_pattern": r"\.py$",
    "within_subsection_order": "reading_order.position",
    "minigallery_sort_order": "reading_order.position",
    "image_scrapers": ("figures.scrape",),
    "reset_modules": ("matplotlib", "fresh_gallery.forget_layers"),
    "capture_repr": (),
    "thumbnail_size": (640, 358),
    "backreferences_dir": "gallery/backreferences",
    "doc_module": ("convgallery",),
    "reference_url": {"convgallery": None},
    "remove_config_comments": True,
    # How long a script runs differs from build to build.
    "min_reported_time": float("inf"),
    # The other style sheets are for what no script has: links to Binder, tables, HTML.
    "css": ("sg_gallery",),
    # Each chapter has a zip, of downloads.py.
    "download_all_examples": False,
    # The page of times loads scripts from other hosts.
    "write_computation_times": False,
    "show_signature": False,
}

# The look
html_theme = "furo"
html_title = "convgallery"
html_static_path = ["_static"]
html_favicon = "_static/favicon.svg"
html_css_files = ["site.css"]
html_js_files = [(name, {"defer": "defer"}) for name in ("keyboard.js", "printing.js")]
html_extra_path = ["_dist"]  # of downloads.py
html_copy_source = False
html_domain_indices = False
# Where the site will be, if that is known. Only then are there a sitemap, canonical addresses and
# images for link previews, and notebooks install the wheel from there.
html_baseurl = os.environ.get("SITE_URL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")

# A host shows 404.html at any missing address, where only absolute links work.
notfound_template = "not_found.html" if html_baseurl else "not_found_plain.html"
notfound_urls_prefix = urlsplit(html_baseurl).path.rstrip("/") + "/"
notfound_context = {"title": "Page not found"}

# Where the code is, if that is known: pages then link to it.
html_context = {
    "repository": os.environ.get("REPOSITORY_URL")
    or os.environ.get("READTHEDOCS_GIT_CLONE_URL", "").removesuffix(".git"),
}

# Code blocks: prompts and printed results are not copied.
copybutton_exclude = ".linenos, .gp, .go"
copybutton_selector = "div.highlight:not(.sphx-glr-script-out *) > pre"
