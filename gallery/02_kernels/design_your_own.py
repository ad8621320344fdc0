"""
Design your own
===============

How would a program find the whiskers of a cat, or the ruled lines of a scanned
form? A kernel is only a few numbers, so you can design one for the task. This
page shows how to choose the numbers, how to check them on a sketch, and what
the divisor and the offset are for.
"""

# %%
# Choose the weights
# ------------------
# The kernel should find horizontal lines that are brighter than what lies
# above and below them. The middle row therefore gets positive weights, and the
# rows around it negative ones. The weights add up to 0, so flat areas give 0.
# Textbooks have the same line detector.

import convgallery as cg
import matplotlib.pyplot as plt
import numpy as np

kernel = cg.kernels.Kernel(
    "horizontal lines", [[-1, -1, -1], [2, 2, 2], [-1, -1, -1]]
)
print(kernel)

# %%
# Check it on a sketch
# --------------------
# Before you run a design on a photo, run it on a sketch for which you know the
# right answer. This one contains a horizontal line, a single bright pixel, a
# vertical line and a flat area.
#
# .. predict:: Which of the four should the kernel respond to, and which not?
#
#    Most to the horizontal line: three pixels of it meet the three weights of
#    2. Less to the single pixel, which meets only one of them. Not at all to
#    the vertical line and the flat area, where every row of the window has the
#    same sum.
#
# .. alt:: White shapes on black: a horizontal line, a single pixel, a vertical
#    line and a bright area at the right. In the response, the horizontal line
#    is deep red between blue stripes, the single pixel is paler, and the rest
#    is white.
#
# .. caption:: The design does what it should. Lines also get a blue shadow
#    above and below, where the negative weights meet them.

sketch = np.zeros((7, 20))
sketch[3, 1:6] = 1
sketch[3, 9] = 1
sketch[:, 13] = 1
sketch[:, 17:] = 1
settings = {"strides": 1, "padding": "VALID", "rgb": False}
response = cg.convolve(sketch, kernel, **settings).conv
figure = cg.show_images({"sketch": sketch, "response": response})
print(f"line {response.max():.0f}, pixel {response[0, 2, 8, 0]:.0f}")

# %%
# Find the whiskers
# -----------------
# A screen shows values from 0 to 1, but the responses can range from -6 to 6.
# Divided by 12, with an offset of 0.5, they fit. Where there is no line, the
# result is middle gray. GIMP uses the same offset when the weights add up to
# 0. A smaller divisor shows more, and clips what no longer fits.
#
# .. alt:: The lower half of a cat's face with long, bright whiskers; and the
#    response with a divisor of 2, in which the whiskers are bright strokes
#    between dark ones on middle gray, while the stripes of the fur are gone.
#
# .. caption:: Thin bright lines stay and everything broad turns gray, such as
#    the dark stripe on the cheek.
#
# .. thumbnail:: 1 2

face = cg.sample_image("full").crop((0, 180, 240, 300)).convert("L")
safe = cg.kernels.Kernel("divisor 12", kernel.weights, 12, offset=0.5)
strong = cg.kernels.Kernel("divisor 2", kernel.weights, 2, offset=0.5)
found = {
    fitted.name: cg.convolve(
        face, fitted, activation="linear", **settings
    ).conv
    for fitted in (safe, strong)
}
figure = cg.show_images(
    {
        "photo": face.crop((1, 1, 239, 119)),
        "divisor 2": np.clip(found["divisor 2"], 0, 1),
    },
    detail=np.s_[40:64, 60:108],
)
for name, conv in found.items():
    print(f"{name:>10}: {conv.min():.2f} to {conv.max():.2f}")

# %%
# Notice
# ------
# A divisor of 12 is safe for every image, but it gives little contrast on this
# one, because real lines are far from the worst case: they are not white on
# black. A smaller divisor uses more of the range.
#
# The kernel fits lines that are one pixel wide. For wider lines, give it as
# many positive rows as a line has, and keep the sum at 0.
#
# :doc:`What is a convolution?
# </gallery/01_convolution/what_is_a_convolution>` computes such results in
# plain TensorFlow.
#
# Try it
# ------
# Find whiskers that rise steeply, from the lower left to the upper right.
#
# .. answer::
#
# The weights of 2 move to that diagonal.
#
# .. alt:: Two responses on middle gray. The horizontal kernel shows the flat
#    whiskers on top most clearly; the diagonal one hardly shows these, and
#    shows the steep ones below as continuous bright lines.
#
# .. caption:: A kernel prefers lines along its positive weights: flat whiskers
#    on the left, steep ones on the right.

diagonal = 3 * np.eye(3)[::-1] - 1
rising = cg.kernels.Kernel("rising", diagonal, 2, offset=0.5)
print(rising)
steep = cg.convolve(face, rising, activation="linear", **settings)
figure = cg.show_images(
    {
        "horizontal": np.clip(found["divisor 2"], 0, 1),
        "rising": np.clip(steep.conv, 0, 1),
    },
    detail=np.s_[84:114, 116:166],
)

plt.show()

# %%
# Next
# ----
# :doc:`The whole catalog </gallery/02_kernels/catalog>` applies every kernel
# of this chapter to one photo.
#
# References
# ----------
# * Rafael Gonzalez and Richard Woods, *Digital Image Processing*, on detecting
#   lines
# * GIMP's manual, `Convolution Matrix
#   <https://docs.gimp.org/2.10/en/gimp-filter-convolution-matrix.html>`__, on
#   divisor and offset

# sphinx_gallery_tags = ["edges", "by hand", "GIMP"]
