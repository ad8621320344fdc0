"""Settings of the pipeline, at random."""

import numpy as np
from hypothesis import strategies as st

STEPS = ("conv", "activation", "avg_pool", "max_pool")


@st.composite
def cases(draw):
    """An image, a kernel and settings; None where VALID leaves no room."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))
    size = draw(st.tuples(st.integers(1, 70), st.integers(1, 70)))
    channels = draw(st.sampled_from([None, 1, 3, 9]))
    count = draw(st.sampled_from([1, 1, 3]))
    image = rng.random(size if channels is None else (count, *size, channels), dtype=np.float32)
    kernel = rng.normal(size=draw(st.tuples(st.integers(1, 15), st.integers(1, 15))))
    if draw(st.integers(0, 4)) == 0:
        kernel = rng.normal(size=(*kernel.shape, channels or 1, draw(st.integers(1, 10))))
    return {
        "image": image,
        # Sums of products of at most 1 keep their fifth digit in float32.
        "kernel": kernel / np.abs(kernel).sum(axis=(0, 1)).max(),
        "strides": draw(pairs),
        "dilations": draw(st.one_of(st.just(1), pairs, st.tuples(st.just(30), st.just(2)))),
        "pooling": draw(pairs),
        "pool_strides": draw(st.one_of(st.none(), pairs)),
        "padding": draw(st.sampled_from(["SAME", "VALID"])),
        "activation": draw(st.sampled_from(["sigmoid", "relu", "tanh", "linear"])),
        "flip": draw(st.booleans()),
    }
