"""
Larger than memory
==================

How do you filter an image that does not fit into memory? A satellite image or
a scanned slide can be that large. This page filters a large image chunk by
chunk, from one file store to another, with the same two functions as every
other page of this gallery.
"""

# %%
# A large image in a store
# ------------------------
# Dask divides an array into chunks, and Zarr keeps each chunk in a file of its
# own. The image here repeats a photo 30 times in each direction. It is small
# enough for this page to build quickly, but nothing below depends on its size.

import tempfile
from pathlib import Path

import convgallery as cg
import dask.array as da
import matplotlib.pyplot as plt
import numpy as np

folder = tempfile.TemporaryDirectory()
store = Path(folder.name)
photo = np.asarray(cg.sample_image("coffee"))
mosaic = da.tile(da.from_array(photo), (30, 30, 1)).rechunk((900, 1400, 3))
mosaic.to_zarr(store / "mosaic.zarr")

image = da.from_zarr(store / "mosaic.zarr")
print(f"image {image.shape}, {image.nbytes / 1e6:.0f} MB", end=" ")
print(f"in {image.npartitions} chunks of {image.chunksize}")

# %%
# The same call
# -------------
# ``convolve`` returns at once, because nothing is computed yet. So far the
# result knows only its shapes and those of its chunks.

options = {"strides": 1, "pooling": 4, "activation": "relu"}
result = cg.convolve(image, cg.kernels.LEFT_SOBEL, **options)
print(result)
results = (result.conv, result.activation, result.avg_pool, result.max_pool)
print(f"all results: {sum(step.nbytes for step in results) / 1e6:.0f} MB")

# %%
# From store to store
# -------------------
# Writing a result starts the computation. Dask reads a chunk of the image,
# adds the pixels of its neighbors that the windows cover, filters and pools
# it, writes the result, and frees the memory for the next chunk. At any time
# only a few chunks are in memory.

result.max_pool.to_zarr(store / "edges.zarr")
blurred = cg.gimp_filter(image, cg.kernels.BLUR)
blurred.to_zarr(store / "blurred.zarr")

edges = da.from_zarr(store / "edges.zarr")
for path in sorted(store.iterdir()):
    files = [file for file in path.rglob("*") if file.is_file()]
    print(f"{path.name}: {len(files)} files")

# %%
# The seams
# ---------
# A window at the border of a chunk sees the pixels of the next chunk. The code
# compares this with chunks that are filtered separately, around a place where
# four chunks meet.
#
# .. predict:: Which pixels are wrong if each chunk is filtered separately with
#    a kernel of 3 by 3?
#
#    The pixels along the seams, one on each side. Only their windows reach
#    into another chunk; all others lie inside their own.
#
# .. alt:: Part of the mosaic, with the cup, and the same part blurred, without
#    a seam. If each chunk is filtered separately, the wrong pixels form a thin
#    white cross where four chunks meet. The fourth image, of the wrong pixels
#    in the store, is black. Below each, its middle, enlarged.
#
# .. caption:: White pixels are wrong. Without the neighbors' pixels there is a
#    seam, except where the photo is uniform. With them, nothing is wrong.

rows, columns = slice(840, 960), slice(1310, 1490)
around = image[830:970, 1300:1500].compute()
whole = np.asarray(cg.gimp_filter(around, cg.kernels.BLUR), int)[
    10:-10, 10:-10
]
separate = np.concatenate(
    [
        np.concatenate(
            [
                cg.gimp_filter(part, cg.kernels.BLUR)
                for part in np.split(half, 2, 1)
            ],
            axis=1,
        )
        for half in np.split(around, 2)
    ]
)[10:-10, 10:-10]
stored = da.from_zarr(store / "blurred.zarr")[rows, columns].compute()
seam = np.abs(separate - whole).max(axis=2)
difference = np.abs(stored - whole).max(axis=2)
print(f"chunks filtered separately differ by up to {seam.max()} of 255")
print(f"chunks filtered with their neighbors differ by {difference.max()}")
figure = cg.show_images(
    {
        "where four chunks meet": around[10:-10, 10:-10],
        "filtered": stored,
        "wrong if separate": np.where(seam > 0, 1.0, 0.0),
        "wrong in the store": np.where(difference > 0, 1.0, 0.0),
    },
    detail=np.s_[50:70, 75:105],
)

# %%
# What is stored
# --------------
# A Zarr store is read like an array. Only the chunks that a part needs are
# read, so a viewer can show any part of a large image at once.
#
# .. alt:: The corner of the result: four cups in two rows and two columns, as
#    bright, colored lines on black along their edges.
#
# .. caption:: The first two rows of cups, of thirty. The part was read from
#    a single chunk of the store.
#
# .. thumbnail:: 1

print(f"chunks of the result: {edges.chunksize}")
figure = cg.show_images(
    {"edges, pooled": edges[0, :100, :150].compute()},
)
folder.cleanup()

plt.show()

# %%
# Notice
# ------
# The values of the image are checked when its chunks are computed. A value out
# of range then raises the error that names it.
#
# A cluster needs no other code. If a client of ``dask.distributed`` exists,
# its workers compute the chunks, and when a worker dies, others compute its
# chunks again:
#
# .. code-block:: python
#
#    from dask.distributed import Client
#
#    client = Client("scheduler.example.org:8786")
#    result.max_pool.to_zarr("edges.zarr")
#
# Try it
# ------
# Filter a folder of photos with one call. Photos of one size form a batch, of
# which each photo is a chunk.
#
# .. answer::
#
# Three photos stand for the folder here. Files would be read by
# ``dask.array.image.imread("photos/*.jpg")``, again only when they are needed.

photos = [np.asarray(cg.sample_image(name)) for name in ("brick", "grass")]
batch = da.stack([da.from_array(pixels) for pixels in [photo, *photos]])
pools = cg.convolve(batch, cg.kernels.LEFT_SOBEL, **options).max_pool
print(f"photos {batch.shape} in {batch.npartitions} chunks")
print(f"pools  {pools.shape} in {pools.npartitions} chunks")
for name, pool in zip(("coffee", "brick", "grass"), pools, strict=True):
    print(f"{name:>6}: mean of the maxima {pool.mean().compute():.2f}")

# %%
# Next
# ----
# :doc:`Several workers </gallery/07_scale/several_workers>` divides the work
# of training among processes, which is harder, because each step depends on
# the one before.
#
# References
# ----------
# * Matthew Rocklin, `Dask: parallel computation with blocked algorithms and
#   task scheduling <https://doi.org/10.25080/Majora-7b98e3ed-013>`__, 2015
# * `Zarr specifications <https://zarr-specs.readthedocs.io/>`__

# sphinx_gallery_tags = ["speed", "sizes"]
