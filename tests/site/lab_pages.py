"""Talk to Kernel Lab in a page."""

import base64

import numpy as np

# Base64 is much faster than lists of numbers.
ENCODE = """(result) => Object.entries(result).map(([key, {data, shape}]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return [key, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")), shape];
})"""

# Set an image and attributes, wait for the result, and encode it; one case after the other.
_RUN = f"""async (cases) => {{
    const encode = {ENCODE};
    const lab = document.querySelector("kernel-lab");
    const results = [];
    for (const {{image, shape, attributes}} of cases) {{
        const done = new Promise((resolve) =>
            lab.addEventListener("convgallery:result", resolve, {{once: true}}));
        const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
        lab.image = {{data: new Float32Array(bytes.buffer), shape}};
        for (const [name, value] of Object.entries(attributes)) lab.setAttribute(name, value);
        await done;
        results.push(encode(lab.result));
    }}
    return results;
}}"""


def run(page, cases):
    """Let the page compute a batch of cases, pairs of an image and attributes, and read the results."""
    messages = [
        {
            "image": base64.b64encode(image.astype(np.float32).tobytes()).decode(),
            "shape": [int(length) for length in image.shape],
            "attributes": attributes,
        }
        for image, attributes in cases
    ]
    return [_decode(planes) for planes in page.evaluate(_RUN, messages)]


def read_result(page):
    """Read the result that the page shows, as arrays."""
    return _decode(page.evaluate(f"() => ({ENCODE})(document.querySelector('kernel-lab').result)"))


def _decode(planes):
    return {
        key: np.frombuffer(base64.b64decode(text), np.float32).reshape(shape)
        for key, text, shape in planes
    }


def change(page, action):
    """Do something that leads to a new result, and wait for that."""
    page.evaluate(
        """() => {
            window.changed = false;
            document.addEventListener(
                "convgallery:result", () => { window.changed = true; }, {once: true});
        }"""
    )
    action()
    page.wait_for_function("() => window.changed")
