# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0

"""Reads data sets with NumPy, Pillow and PyYAML, and compares them with the masks that they were made of.

readback.py FORMAT FOLDER: FOLDER/truth holds a file for each photograph with its width, height and
classes as big-endian integers, -1 where there is none. Prints what was compared, ends with an error
where something differs.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
import yaml
from PIL import Image, ImageDraw

BACKGROUND = 0


def truth(path):
    numbers = np.fromfile(path, dtype=">i4")
    return numbers[2:].reshape(numbers[1], numbers[0])


def truths(folder):
    return {path.stem: truth(path) for path in sorted((folder / "truth").iterdir())}


def check(condition, *what):
    if not condition:
        sys.exit("differs: " + " ".join(str(part) for part in what))


# COCO's compressed run lengths, from the description in its maskApi.h: numbers in groups of five
# bits, lowest first; bit 5 says that more follow; the sign is bit 4 of the last group; from the
# fourth number on each is a difference to the last but one.
def counts_of(text):
    counts = []
    groups = iter(text.encode("ascii"))
    for character in groups:
        number, shift = 0, 0
        while True:
            group = character - 48
            number |= (group & 31) << shift
            shift += 5
            if not group & 32:
                break
            character = next(groups)
        if group & 16:
            number -= 1 << shift
        counts.append(number + (counts[-2] if len(counts) > 2 else 0))
    return counts


def mask_of_counts(counts, height, width):
    pixels = np.repeat(np.arange(len(counts)) % 2, counts)
    check(pixels.size == height * width, "the sum of run lengths", pixels.size, height, width)
    return pixels.reshape(width, height).T.astype(bool)


# A pixel is inside where a ray from its middle crosses the sides an odd number of times.
def mask_by_even_odd(corners, height, width):
    points = np.array(corners, dtype=float).reshape(-1, 2)
    inside = np.zeros((height, width), dtype=bool)
    columns = np.arange(width) + 0.5
    for (ax, ay), (bx, by) in zip(points, np.roll(points, -1, axis=0)):
        for row in range(height):
            middle = row + 0.5
            if (ay <= middle) != (by <= middle):
                inside[row] ^= columns < ax + (middle - ay) / (by - ay) * (bx - ax)
    return inside


# How COCO's tools fill a polygon, from the description of rleFrPoly: corners at five times the size
# and rounded, points along the sides, those kept that step over the middle of a column, and the
# sorted positions of these are where runs begin and end.
def mask_as_coco_fills(corners, height, width):
    scale = 5
    points = [int(scale * value + 0.5) for value in corners]
    points = list(zip(points[0::2], points[1::2]))
    line = []
    for (xs, ys), (xe, ye) in zip(points, points[1:] + points[:1]):
        dx, dy = abs(xe - xs), abs(ye - ys)
        flip = (xs > xe) if dx >= dy else (ys > ye)
        if flip:
            xs, ys, xe, ye = xe, ye, xs, ys
        steps = range(max(dx, dy) + 1)
        for t in reversed(steps) if flip else steps:
            if dx >= dy:
                line.append((xs + t, int(ys + (ye - ys) / max(dx, 1) * t + 0.5)))
            else:
                line.append((int(xs + (xe - xs) / dy * t + 0.5), ys + t))
    ends = []
    for (u0, v0), (u1, v1) in zip(line, line[1:]):
        if u0 == u1:
            continue
        column = ((u1 if u1 < u0 else u1 - 1) + 0.5) / scale - 0.5
        if column != math.floor(column) or not 0 <= column <= width - 1:
            continue
        row = math.ceil(min(max((min(v0, v1) + 0.5) / scale - 0.5, 0), height))
        ends.append(int(column) * height + row)
    pixels = np.zeros(height * width + 1, dtype=int)
    np.add.at(pixels, ends, 1)
    return (np.cumsum(pixels)[:-1] % 2).reshape(width, height).T.astype(bool)


def coco(folder):
    data = json.loads((folder / "coco/instances.json").read_text("utf-8"))
    masks = truths(folder)
    names = {image["id"]: image for image in data["images"]}
    check(len(names) == len(masks), "the number of images", len(names), len(masks))
    categories = {category["id"]: category["name"] for category in data["categories"]}
    check(BACKGROUND not in categories, "the background is no category")
    seen = {id: np.full(masks[Path(i["file_name"]).stem].shape, -1) for id, i in names.items()}
    ids = set()
    for annotation in data["annotations"]:
        ids.add(annotation["id"])
        picture = seen[annotation["image_id"]]
        height, width = picture.shape
        segmentation = annotation["segmentation"]
        if isinstance(segmentation, list):
            mask = np.zeros((height, width), dtype=bool)
            for corners in segmentation:
                filled = mask_by_even_odd(corners, height, width)
                same = mask_as_coco_fills(corners, height, width)
                check((filled == same).all(), "the two ways to fill", annotation["id"])
                mask |= filled
        else:
            check(segmentation["size"] == [height, width], "size", segmentation["size"])
            counts = segmentation["counts"]
            counts = counts_of(counts) if isinstance(counts, str) else counts
            mask = mask_of_counts(counts, height, width)
        check(mask.sum() == annotation["area"], "area", mask.sum(), annotation["area"])
        rows, columns = np.nonzero(mask)
        box = [columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1]
        check(box == annotation["bbox"], "bbox", box, annotation["bbox"])
        check(annotation["iscrowd"] in (0, 1), "iscrowd")
        check((picture[mask] == -1).all(), "annotations overlap", annotation["id"])
        check(annotation["category_id"] in categories, "category", annotation["category_id"])
        picture[mask] = annotation["category_id"]
    check(len(ids) == len(data["annotations"]), "ids are unique")
    for id, image in names.items():
        wanted = masks[Path(image["file_name"]).stem].copy()
        check((image["height"], image["width"]) == wanted.shape, "size", image)
        wanted[wanted == BACKGROUND] = -1
        check((seen[id] == wanted).all(), "mask", image["file_name"])
    print(len(names), "images,", len(ids), "annotations")


def panoptic(folder):
    data = json.loads((folder / "coco-panoptic/panoptic.json").read_text("utf-8"))
    masks = truths(folder)
    images = {image["id"]: image for image in data["images"]}
    check(len(images) == len(data["annotations"]) == len(masks), "the number of images")
    segments = 0
    for annotation in data["annotations"]:
        png = Image.open(folder / "coco-panoptic/panoptic" / annotation["file_name"])
        check(png.mode == "RGB", png.mode)
        rgb = np.array(png).astype(int)
        numbers = rgb[..., 0] + 256 * rgb[..., 1] + 65536 * rgb[..., 2]
        wanted = masks[Path(images[annotation["image_id"]]["file_name"]).stem].copy()
        wanted[wanted == BACKGROUND] = -1
        seen = np.full(numbers.shape, -1)
        for segment in annotation["segments_info"]:
            segments += 1
            mask = numbers == segment["id"]
            check(mask.sum() == segment["area"], "area", mask.sum(), segment)
            rows, columns = np.nonzero(mask)
            box = [columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1]
            check(box == segment["bbox"], "bbox", box, segment)
            seen[mask] = segment["category_id"]
        check(set(np.unique(numbers)) - {0} == {s["id"] for s in annotation["segments_info"]}, "ids")
        check((seen == wanted).all(), "mask", annotation["file_name"])
    print(len(images), "images,", segments, "segments")


# The palette as VOC's development kit makes it.
def voc_palette():
    colors = np.zeros((256, 3), dtype=int)
    for index in range(256):
        for bit in range(8):
            colors[index] |= (index >> (3 * bit + np.arange(3)) & 1) << (7 - bit)
    return colors


def voc(folder):
    masks = truths(folder)
    listed = (folder / "voc/ImageSets/Segmentation/train.txt").read_text("utf-8").splitlines()
    check(sorted(listed) == sorted(masks), "the list", listed)
    for stem in listed:
        png = Image.open(folder / f"voc/SegmentationClass/{stem}.png")
        check(png.mode == "P", png.mode)
        check((np.array(png.getpalette()).reshape(256, 3) == voc_palette()).all(), "palette")
        wanted = np.where(masks[stem] < 0, 255, masks[stem])
        check((np.array(png) == wanted).all(), "mask", stem)
        photograph = Image.open(folder / f"voc/JPEGImages/{stem}.jpg")
        check((photograph.format, photograph.size) == ("JPEG", png.size), stem)
    print(len(listed), "masks")


# Pillow fills the pixels that a side touches too, so what lies at an edge of a class may differ.
def yolo(folder):
    masks = truths(folder)
    data = yaml.safe_load((folder / "yolo/data.yaml").read_text("utf-8"))
    check(sorted(data["names"]) == list(range(data["nc"])), "numbers of classes", data)
    lines = 0
    for stem, wanted in masks.items():
        height, width = wanted.shape
        photograph = Image.open(folder / "yolo" / data["train"] / f"{stem}.jpg")
        check(photograph.size == (width, height), "photograph", photograph.size)
        text = (folder / f"yolo/labels/train/{stem}.txt").read_text("utf-8")
        scale = 8
        for line in text.splitlines():
            lines += 1
            number, *corners = line.split()
            corners = np.array(corners, dtype=float).reshape(-1, 2)
            check((corners >= 0).all() and (corners <= 1).all(), "normalised", line)
            picture = Image.new("1", (width * scale, height * scale))
            points = corners * [width * scale, height * scale]
            ImageDraw.Draw(picture).polygon([tuple(p) for p in points], fill=1)
            inside = np.array(picture)[scale // 2 :: scale, scale // 2 :: scale]
            same = wanted == int(number) + 1
            check(not (inside & ~same).any(), "outside of the class", stem, line)
            wanted = np.where(inside, -1, wanted)
        check(not (wanted > 0).any(), "nothing is left", stem, wanted)
    print(len(masks), "photographs,", lines, "polygons")


def cityscapes(folder):
    masks = truths(folder)
    worst = 0
    for stem, wanted in masks.items():
        height, width = wanted.shape
        base = folder / "cityscapes/gtFine/train/vitral"
        ids = Image.open(base / f"{stem}_gtFine_labelIds.png")
        check(ids.mode == "L", ids.mode)
        check((np.array(ids) == np.where(wanted < 0, 255, wanted)).all(), "ids", stem)
        color = np.array(Image.open(base / f"{stem}_gtFine_color.png"))
        rgb = np.where(wanted < 0, 0, wanted)[..., None] * [1, 2, 3]
        check((color == rgb).all(), "colours", stem)
        photograph = folder / f"cityscapes/leftImg8bit/train/vitral/{stem}_leftImg8bit.png"
        check(Image.open(photograph).size == (width, height), "photograph", stem)
        data = json.loads((base / f"{stem}_gtFine_polygons.json").read_text("utf-8"))
        check((data["imgHeight"], data["imgWidth"]) == (height, width), "size", stem)
        painted = np.full((height, width), "unlabeled", dtype=object)
        for thing in data["objects"]:
            corners = [value for corner in thing["polygon"] for value in corner]
            painted[mask_by_even_odd(corners, height, width)] = thing["label"]
        names = json.loads((folder / "names.json").read_text("utf-8"))
        named = np.array(names + ["unlabeled"], dtype=object)[wanted]
        check((painted == named).all(), "polygons", stem)
    print(len(masks), "photographs")


if __name__ == "__main__":
    {"coco": coco, "panoptic": panoptic, "voc": voc, "yolo": yolo, "cityscapes": cityscapes}[
        sys.argv[1]
    ](Path(sys.argv[2]))
