# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0
"""Compares the files of a mask that was written row by row: streamed_rasters.py FOLDER NAME."""
import sys

import numpy
import tifffile
from PIL import Image

start = f"{sys.argv[1]}/{sys.argv[2]}.mask."
with Image.open(start + "png") as png:
    mask = numpy.array(png)
assert len(numpy.unique(mask)) > 1, "The mask has one class only"
for suffix, pixels in (("tif", tifffile.imread(start + "tif")), ("npy", numpy.load(start + "npy"))):
    assert (pixels == mask).all(), f"{suffix} differs from png"
    print(f"{suffix}: {pixels.size} pixels of {pixels.dtype} are equal")
