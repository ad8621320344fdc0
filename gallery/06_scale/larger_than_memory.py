"""
Larger than memory
==================

A satellite image or a scanned slide can be larger than a computer's memory.
This page filters a large image chunk by chunk, from one file store to another,
with the same two functions as every other page of this gallery.
"""

# %%
# A large image in a store
# ------------------------
# Dask divides an array into chunks, and Zarr keeps each chunk in a file of its
# own. The image here repeats the photo 45 times in one direction and 38 times
# in the other. It is small enough for this page to build quickly, but nothing
# below depends on its size.

import tempfile
from pathlib import Path

import convgallery as cg
import dask.array as da
import matplotlib.pyplot as plt
import numpy as np

folder = tempfile.TemporaryDirectory()
store = Path(folder.name)
photo = np.asarray(cg.sample_image())
mosaic = da.tile(da.from_array(photo), (45, 38, 1)).rechunk((1000, 1500, 3))
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
# A window at the border of a chunk sees the pixels of the next chunk. If each
# chunk were filtered separately, a seam would appear where chunks meet. Four
# chunks meet in the middle of this part of the image.
#
# .. alt:: Part of the mosaic and the same part blurred, without a seam. If
#    each chunk is filtered separately, errors form a cross where four chunks
#    meet. The fourth image, of the errors in the store, is black.

rows, columns = slice(940, 1060), slice(1410, 1590)
around = image[930:1070, 1400:1600].compute()
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
        "errors of separate chunks": seam / max(seam.max(), 1),
        "errors in the store": difference / max(difference.max(), 1),
    },
)

# %%
# What is stored
# --------------
# A Zarr store is read like an array. Only the chunks that a part needs are
# read, so a viewer can show any part of a large image at once.
#
# .. alt:: The corner of the result: the same cat in three rows and three
#    columns, as bright, colored lines on black along the vertical edges of
#    eyes and fur.

# sphinx_gallery_thumbnail_number = 2
figure = cg.show_images(
    {"edges, pooled": edges[0, :100, :180].compute()},
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
# ``dask.array.image.imread("photos/*.jpg", imread=...)`` reads a folder of
# photos of one size as a batch. Filter all of them with one call, and store
# the pools.
#
# References
# ----------
# * Matthew Rocklin, `Dask: parallel computation with blocked algorithms and
#   task scheduling <https://doi.org/10.25080/Majora-7b98e3ed-013>`__, 2015
# * `Zarr specifications <https://zarr-specs.readthedocs.io/>`__
