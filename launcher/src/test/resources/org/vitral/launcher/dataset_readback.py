# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0

"""Compares what 'vitral segment --export mask,coco,coco-panoptic,voc,csv' wrote into a folder.

Everything is read with Python, NumPy and Pillow, and must be the classes in the masks.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image


def decoded(text, height, width):
    """COCO's compressed run lengths, as its maskApi.h describes them."""
    counts, number, shift = [], 0, 0
    for character in text.encode("ascii"):
        group = character - 48
        number |= (group & 31) << shift
        shift += 5
        if not group & 32:
            number -= (1 << shift) if group & 16 else 0
            counts.append(number + (counts[-2] if len(counts) > 2 else 0))
            number, shift = 0, 0
    return np.repeat(np.arange(len(counts)) % 2, counts).reshape(width, height).T.astype(bool)


def check(condition, what):
    if not condition:
        sys.exit("differs: " + what)


folder = Path(sys.argv[1])
coco = json.loads((folder / "coco/instances.json").read_text("utf-8"))
panoptic = json.loads((folder / "coco-panoptic/panoptic.json").read_text("utf-8"))
with open(folder / "statistics.csv", newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file, strict=True))
for image in coco["images"]:
    name = image["file_name"]
    mask = np.array(Image.open(folder / (Path(name).stem + ".mask.png")))
    check((np.array(Image.open(folder / f"voc/SegmentationClass/{Path(name).stem}.png")) == mask).all(), "voc")
    seen = np.zeros_like(mask)
    for annotation in coco["annotations"]:
        if annotation["image_id"] == image["id"]:
            seen[decoded(annotation["segmentation"]["counts"], *mask.shape)] = annotation["category_id"]
    check((seen == mask).all(), "coco")
    segments = panoptic["annotations"][image["id"] - 1]
    rgb = np.array(Image.open(folder / "coco-panoptic/panoptic" / segments["file_name"]))
    numbers = rgb.astype(int) @ [1, 256, 65536]
    seen = np.zeros_like(mask)
    for segment in segments["segments_info"]:
        seen[numbers == segment["id"]] = segment["category_id"]
    check((seen == mask).all(), "panoptic")
    counted = {int(row["index"]): int(row["pixels"]) for row in rows if row["image"] == name}
    found, pixels = np.unique(mask, return_counts=True)
    check(counted == dict(zip(found.tolist(), pixels.tolist())), "csv")
print(len(coco["images"]), "photographs agree")
