# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads a mask's WebP with Pillow: webp.py FOLDER NAME WIDTH HEIGHT.

Every pixel of NAME.mask.webp must have the colour that the palette of NAME.mask.png gives to the class there.
"""
import sys

import numpy
import PIL
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
folder, name, width, height = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

with Image.open(f"{folder}/{name}.mask.png") as png:
    palette = numpy.array(png.getpalette(), numpy.uint8).reshape(-1, 3)
    mask = numpy.array(png)
assert mask.shape == (height, width), mask.shape
with Image.open(f"{folder}/{name}.mask.webp") as webp:
    assert webp.format == "WEBP" and webp.mode == "RGB", (webp.format, webp.mode)
    pixels = numpy.array(webp)
assert pixels.shape == (height, width, 3), pixels.shape
different = int((pixels != palette[mask]).any(axis=2).sum())
assert different == 0, f"{different} pixels have another colour"
print(f"mask.webp: {width} x {height}, all {mask.size} pixels have the colour of their class, read by Pillow {PIL.__version__}")
