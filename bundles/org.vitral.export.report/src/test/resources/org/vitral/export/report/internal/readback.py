# Copyright the Vitral contributors
# SPDX-License-Identifier: Apache-2.0

"""Reads our CSV and HTML with Python's own parsers and Pillow, and prints what is in them as JSON.

readback.py csv FILE | readback.py html FILE
"""

import base64
import csv
import html.parser
import io
import json
import sys

from PIL import Image


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


class Report(html.parser.HTMLParser):
    """Names, pictures and tags of a report; an end tag that does not fit is an error."""

    VOID = {"meta", "img", "input"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.tags = {}
        self.names = []
        self.finds = []
        self.pictures = []
        self.links = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "figure":
            self.finds.append(attributes["data-find"])
        if tag == "b":
            self.names.append("")
        if tag == "img":
            kind, data = attributes["src"].split(";base64,")
            picture = Image.open(io.BytesIO(base64.b64decode(data, validate=True)))
            picture.load()
            colors = sorted({"%02x%02x%02x%02x" % p for p in picture.convert("RGBA").getdata()})
            self.pictures.append([kind, picture.format, *picture.size, colors[:8]])
            if [str(size) for size in picture.size] != [attributes["width"], attributes["height"]]:
                sys.exit(f"the size of a picture is not {picture.size}")
        self.links += [v for k, v in attributes.items() if k in ("href", "src") and v[:5] != "data:"]

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            sys.exit(f"</{tag}> does not fit at {self.getpos()}")

    def handle_data(self, data):
        if self.open and self.open[-1] == "b":
            self.names[-1] += data


def read_html(path):
    report = Report()
    with open(path, encoding="utf-8", newline="") as file:
        report.feed(file.read())
    report.close()
    if report.open:
        sys.exit(f"not closed: {report.open}")
    return {
        "names": report.names,
        "finds": report.finds,
        "pictures": report.pictures,
        "tags": report.tags,
        "links": report.links,
    }


if __name__ == "__main__":
    print(json.dumps({"csv": read_csv, "html": read_html}[sys.argv[1]](sys.argv[2])))
