# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads the raster files of one photograph with tools of others: rasters.py FOLDER NAME WIDTH HEIGHT.

Every pixel of each file must be the class that NAME.mask.png holds, as Pillow reads it. A line tells what was
compared by what; the first difference ends it with an error.
"""
import sys

import numpy
import PIL
import tifffile
from PIL import Image

Image.MAX_IMAGE_PIXELS = None
folder, name, width, height = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])


def path(suffix):
    return f"{folder}/{name}{suffix}"


def same(what, tool, pixels):
    assert pixels.shape == mask.shape, f"{what}: {tool} reads {pixels.shape}, the mask has {mask.shape}"
    different = int((pixels != mask).sum())
    assert different == 0, f"{what}: {different} pixels differ as {tool} reads them"
    print(f"{what}: {pixels.size} pixels of {pixels.dtype} are equal, read by {tool}")


with Image.open(path(".mask.png")) as png:
    palette = numpy.array(png.getpalette()).reshape(-1, 3)
    mask = numpy.array(png)
assert mask.shape == (height, width), mask.shape
print(f"mask.png: {width} x {height}, classes {sorted(set(mask.ravel().tolist()))}, read by Pillow {PIL.__version__}")

with Image.open(path(".mask.tif")) as tif:
    same("mask.tif", "Pillow", numpy.array(tif))
    assert (numpy.array(tif.getpalette()).reshape(-1, 3) == palette).all(), "mask.tif: the palette differs"
with tifffile.TiffFile(path(".mask.tif")) as tif:
    same("mask.tif", f"tifffile {tifffile.__version__}", tif.pages[0].asarray())
    assert (tif.pages[0].colormap.T // 257 == palette).all(), "mask.tif: tifffile reads another palette"
same("mask.npy", f"NumPy {numpy.__version__}", numpy.load(path(".mask.npy"), allow_pickle=False))

with numpy.load(path(".npz"), allow_pickle=False) as npz:
    same("npz, mask", "NumPy", npz["mask"])
    classes = len(npz["labels"])
    assert (npz["colors"] == palette[:classes]).all(), "npz: the colours are not those of the palette"
    confidence = npz["confidence"]
    assert (npz["classes"] == numpy.arange(classes)).all()
    assert confidence.shape[0] == classes and confidence.dtype == numpy.float32
    assert confidence.min() >= 0 and confidence.max() <= 1
    print(f"npz: labels {', '.join(npz['labels'][:3])}...; confidence {confidence.shape}, read by NumPy")
