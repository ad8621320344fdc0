"""
How fast is it?
===============

How long does it take to filter a large photo? The same four steps, a
convolution, a sigmoid, average pooling and max pooling, take some libraries
many times as long as others. This page compares convgallery with OpenCV,
PyTorch, TensorFlow, SciPy, scikit-image and Pillow, in a benchmark that was
saved.
"""

# %%
# The machine
# -----------
# Times depend on the machine, so this page does not measure anything itself.
# It reads what ``nox -s bench`` wrote on the day, and on the machine, named
# here.

import convgallery as cg
import matplotlib.pyplot as plt

benchmark = cg.load_benchmark()
machine = benchmark["machine"]
print(f"{benchmark['date']}: {machine['processor']}", end="")
print(f", {machine['processors']} processors, {machine['system']}")
for name, version in benchmark["versions"].items():
    print(f"{name:>22} {version}")

# %%
# An image of 8 megapixels
# ------------------------
# Each library gets the same gray image of 2160 by 3840 float32 pixels, and
# returns all four results as NumPy arrays. SciPy has no pooling, and
# scikit-image no filter of this kind; NumPy and SciPy do these steps instead.
# Pillow computes in bytes, and has kernels of 3 by 3 and 5 by 5 only. The
# weights are random, so that no library can take the kernel apart into a row
# and a column. After one call each to warm up, the libraries take turns in a
# random order, and a time is the median of a library's turns. SciPy,
# scikit-image and Pillow compute on one processor; the others may use all.
#
# .. predict:: A kernel of 15 by 15 has 25 times as many weights as one of 3 by
#    3. Does it take 25 times as long?
#
#    No. Much of the time goes into the other steps and into moving numbers
#    between memory and processor, which is the same for every kernel. The
#    fewer weights a kernel has, the more this share counts.
#
# .. alt:: Seconds that each library takes for four kernels, as bars on a
#    logarithmic scale. The bars of convgallery are among the shortest. Those
#    of SciPy, scikit-image and Pillow are longest, and those of SciPy and
#    scikit-image grow most with the kernel.
#
# .. caption:: Each mark of the scale is ten times the one before. Between the
#    fastest and the slowest library lies a factor of ten or more.
#
# .. thumbnail:: 1

pipeline = {
    result["case"]: result
    for result in benchmark["results"]
    if result["subject"] == "pipeline"
}
kernels = ["3x3", "5x5", "9x9", "15x15"]
cases = [pipeline[f"2160x3840 gray, {kernel}"] for kernel in kernels]
libraries = list(cases[0]["values"])
print(f"{'milliseconds':>14}", *(f"{kernel:>7}" for kernel in kernels))
for library in libraries:
    times = [case["values"].get(library) for case in cases]
    cells = [f"{1000 * time:7.0f}" if time else f"{'-':>7}" for time in times]
    print(f"{library:>14}", *cells)

figure, axes = plt.subplots(figsize=(5.6, 4), layout="constrained")
for place, (kernel, case) in enumerate(zip(kernels, cases, strict=True)):
    times = [case["values"].get(library, 0) for library in libraries]
    rows = [row + 0.2 * (place - 1.5) for row in range(len(libraries))]
    axes.barh(rows, times, height=0.2, label=kernel)
axes.set(xscale="log", xlabel="seconds", yticks=range(len(libraries)))
axes.set_yticklabels(libraries)
axes.invert_yaxis()
axes.legend(title="kernel")
axes.grid(axis="x", alpha=0.3)

# %%
# From a thumbnail to 100 megapixels
# ----------------------------------
# If a computation scales well, a megapixel takes the same time in an image of
# any size. Very small images pay for each call instead.
#
# .. alt:: Milliseconds per megapixel against the size of the image, from 0.03
#    to 101 megapixels, for four libraries. The curves of convgallery, PyTorch
#    and TensorFlow are highest for the smallest image, where calls take longer
#    than sums.
#
# .. caption:: From half a megapixel on, convgallery's time per megapixel
#    changes by less than a factor of two, while the image grows to almost 200
#    times its size.

figure, axes = plt.subplots(figsize=(5.6, 3.6), layout="constrained")
sizes = [
    result
    for case, result in pipeline.items()
    if case.endswith("gray, 3x3") and "of" not in case
]
for library in ("convgallery", "OpenCV", "PyTorch", "TensorFlow"):
    times = [
        1000 * result["values"][library] / result["megapixels"]
        for result in sizes
    ]
    axes.plot([r["megapixels"] for r in sizes], times, "o-", label=library)
    print(
        f"{library:>14}", *(f"{time:6.1f}" for time in times), "ms/megapixel"
    )
axes.set(xscale="log", xlabel="megapixels", ylabel="ms per megapixel")
axes.set_ylim(bottom=0)
axes.legend()
axes.grid(alpha=0.3)

plt.show()

# %%
# Notice
# ------
# A convolution reads each pixel as often as the kernel has weights, but much
# of the time goes elsewhere: into moving numbers between memory and processor.
# That is why convgallery filters a small tile of the image and applies the
# sigmoid to it before it goes on to the next tile. A library that runs each
# step on the whole image has to read and write all of it at every step.
#
# TensorFlow and PyTorch are built for many channels at once; an image has one
# or three. Their times in a network are another matter.
#
# Try it
# ------
# By how much does the time of each library grow from the smallest kernel to
# the largest?
#
# .. answer::
#
# By far less than 25 times, and most where the sums are most of the work.
# OpenCV does not even compute all sums: according to its manual, ``filter2D``
# uses a Fourier transform for kernels from about 11 by 11 on. To measure on
# your own machine, clone the repository and run ``nox -s bench``.

for library in libraries:
    times = [case["values"].get(library) for case in cases]
    if all(times):
        print(f"{library:>14}: {times[-1] / times[0]:5.1f} times as long")

# %%
# Next
# ----
# :doc:`Larger than memory </gallery/07_scale/larger_than_memory>` filters an
# image chunk by chunk, because time is not the only limit.
#
# References
# ----------
# * Jonathan Ragan-Kelley and others, `Halide: decoupling algorithms from
#   schedules <https://doi.org/10.1145/3150211>`__, 2018, which explains why
#   fusing the steps of a pipeline pays

# sphinx_gallery_tags = ["speed"]
