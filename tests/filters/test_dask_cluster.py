"""Two workers filter an image from store to store, and one of them dies half-way."""

import os
import signal
import time

import dask
import dask.array as da
import numpy as np
import pytest
import zarr
from distributed import Client, LocalCluster

import convgallery as cg

pytestmark = [
    pytest.mark.slow,
    # A killed worker leaves connections open on the other side.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
SIZE, CHUNKS = (6000, 8000), (700, 900)


@pytest.fixture
def client():
    with (
        dask.config.set({"distributed.comm.retry.count": 3}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def photo(tmp_path_factory):
    """The sample photo beside itself, in a Zarr store."""
    tile = np.asarray(cg.sample_image())
    repeats = [-(-size // length) for size, length in zip(SIZE, tile.shape, strict=False)]
    pixels = np.tile(tile, (*repeats, 1))[: SIZE[0], : SIZE[1]]
    folder = tmp_path_factory.mktemp("stores") / "photo.zarr"
    store = zarr.create_array(folder, shape=pixels.shape, chunks=(*CHUNKS, 3), dtype="u1")
    store[...] = pixels
    return folder, pixels


def start(client, lazy, folder):
    """Let the cluster write a result to a Zarr store; return the computation."""
    store = zarr.create_array(
        folder, shape=lazy.shape, chunks=lazy.chunksize, dtype=lazy.dtype, fill_value=7
    )
    return client.compute(da.store(lazy, store, compute=False, lock=False))


def test_from_zarr_to_zarr(client, photo, tmp_path):
    folder, pixels = photo
    result = cg.convolve(da.from_zarr(folder), cg.kernels.EMBOSS, strides=(2, 1), pooling=4)
    start(client, result.max_pool, tmp_path / "pooled.zarr").result(timeout=200)
    whole = cg.convolve(pixels, cg.kernels.EMBOSS, strides=(2, 1), pooling=4)
    stored = zarr.open_array(tmp_path / "pooled.zarr", mode="r")[...]
    assert np.abs(stored - whole.max_pool).max() <= 1e-6


def test_a_killed_worker_changes_nothing(client, photo, tmp_path):
    folder, pixels = photo
    lazy = cg.gimp_filter(da.from_zarr(folder), cg.kernels.BLUR, border="wrap")
    filtered = tmp_path / "filtered.zarr"
    victim = min(client.run(os.getpid).values())
    computation = start(client, lazy, filtered)
    deadline = time.monotonic() + 100
    while not any((filtered / "c").rglob("0")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(victim, signal.SIGKILL)
    assert not computation.done()
    computation.result(timeout=200)
    assert victim not in client.run(os.getpid).values()
    whole = np.asarray(cg.gimp_filter(pixels, cg.kernels.BLUR, border="wrap"))
    assert np.array_equal(zarr.open_array(filtered, mode="r")[...], whole)
