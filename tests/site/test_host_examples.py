"""The settings for nginx and Apache that the page about hosting shows, on these servers."""

import gzip
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "hosting"
APACHE_MODULES = Path("/usr/lib/apache2/modules")
VERSIONED = "/_static/site.css?v=0123abcd"
NGINX = """
user root; daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{}}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {folder}/site.conf;
}}
"""
APACHE = """
ServerRoot {folder}
ServerName localhost
PidFile {folder}/pid
ErrorLog {folder}/log
Listen 127.0.0.1:{port}
{modules}
TypesConfig /etc/mime.types
User www-data
Group www-data
DocumentRoot {folder}/site
<Directory {folder}/site>
    AllowOverride FileInfo
    Require all granted
</Directory>
"""
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "filter", "deflate")


@pytest.fixture(scope="module")
def folder(site):
    """Copy some files of the site to where a server that runs as another user can read them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        image = next(iter(sorted(site.glob("_images/*.webp"))))
        (wheel,) = site.glob("*.whl")
        for path in (
            site / "index.html",
            site / "404.html",
            site / "_static/site.css",
            image,
            wheel,
        ):
            copy = folder / "site" / path.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
            copy.chmod(0o644)
        yield folder


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def start_nginx(folder, port):
    text = (EXAMPLES / "nginx.conf").read_text()
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "site.conf").write_text(text.replace("/srv/convgallery", f"{folder}/site"))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder))
    command = ["nginx", "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return subprocess.Popen(command)


def start_apache(folder, port):
    shutil.copy(EXAMPLES / "htaccess", folder / "site" / ".htaccess")
    modules = "\n".join(
        f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in MODULES
    )
    (folder / "apache.conf").write_text(APACHE.format(folder=folder, port=port, modules=modules))
    command = ["apache2", "-f", str(folder / "apache.conf")]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    return subprocess.Popen([*command, "-X"])


@pytest.fixture(scope="module", params=["nginx", "apache2"])
def base(request, folder):
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    port = free_port()
    start = {"nginx": start_nginx, "apache2": start_apache}[request.param]
    process = start(folder, port)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


def ask(address, **headers):
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", **headers})
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def seconds(headers):
    """Read for how long a browser keeps a response without asking again."""
    cache = headers.get("Cache-Control", "")
    return 0 if cache == "no-cache" else int(re.search(r"max-age=(\d+)", cache)[1])


def test_caching_is_as_the_page_says(base, folder):
    (image,) = folder.glob("site/_images/*")
    (wheel,) = folder.glob("site/*.whl")
    times = {
        "/": 0,
        "/index.html": 0,
        "/_static/site.css": 0,
        VERSIONED: 365 * 24 * 3600,
        f"/_images/{image.name}": 3600,
        f"/{wheel.name}": 3600,
    }
    for path, expected in times.items():
        status, headers, _ = ask(base + path)
        assert status == 200
        assert seconds(headers) == expected, path
        assert ("immutable" in headers["Cache-Control"]) == (path == VERSIONED)


def test_an_unchanged_page_is_not_sent_again_and_a_changed_one_is(base, folder):
    page = folder / "site" / "index.html"
    _, headers, _ = ask(f"{base}/index.html")
    known = {"If-Modified-Since": headers["Last-Modified"]}
    if "ETag" in headers:
        known["If-None-Match"] = headers["ETag"]
    status, _, body = ask(f"{base}/index.html", **known)
    assert (status, body) == (304, b"")
    text = page.read_text(encoding="utf-8")
    time.sleep(1.1)  # the servers compare whole seconds
    page.write_text(text.replace("Browse", "Rowse"), encoding="utf-8")
    try:
        assert ask(f"{base}/index.html", **known)[0] == 200
    finally:
        page.write_text(text, encoding="utf-8")


def test_text_is_compressed_and_images_are_not(base, folder):
    _, headers, body = ask(f"{base}/index.html")
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(body) == (folder / "site/index.html").read_bytes()
    assert ask(base + VERSIONED)[1]["Content-Encoding"] == "gzip"
    (image,) = folder.glob("site/_images/*")
    _, headers, body = ask(f"{base}/_images/{image.name}")
    assert "Content-Encoding" not in headers
    assert headers["Content-Type"] == "image/webp"
    assert body == image.read_bytes()


@pytest.mark.parametrize("path", ["/gone.html", "/no/such/folder/gone.html", "/gone.css?v=1"])
def test_a_missing_page_is_told_so(base, folder, path):
    status, headers, body = ask(base + path, **{"Accept-Encoding": "identity"})
    assert status == 404
    assert body == (folder / "site/404.html").read_bytes()
    assert headers.get("Cache-Control", "no-cache") == "no-cache"


@pytest.mark.parametrize("path", ["/", "/gone.html", VERSIONED])
def test_headers_are_sent(base, path):
    _, headers, _ = ask(base + path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Content-Security-Policy"] == "frame-ancestors 'self'"
