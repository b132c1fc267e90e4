// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.model.GoldenImage;
import org.vitral.model.Label;
import org.vitral.model.ModelException;
import org.vitral.segmentation.RunLengths;

/**
 * A golden image as a descriptor names it.
 *
 * @param name the name of its file beside the descriptor: a binary PPM of 8 bits a sample, as
 *     Netpbm writes it, whose header is {@code P6}, the size and {@code 255}, a line each
 * @param width the number of columns
 * @param height the number of rows
 * @param classes the pixels of the classes that the model finds, by their indices; what is in none
 *     is of the first class
 */
record GoldenFile(String name, int width, int height, Map<Integer, RunLengths> classes) {

    private static final int RGB = 3;

    /** Reads what a descriptor says of one. */
    static GoldenFile read(Fields golden, List<Label> labels) throws ModelException {
        int width = (int) golden.number("width", 1);
        int height = (int) golden.number("height", 1);
        Map<Integer, RunLengths> found = new TreeMap<>();
        Fields classes = golden.object("mask");
        for (String name : classes.names()) {
            int label = index(classes, name, labels);
            try {
                found.put(label, RunLengths.parse(width, height, classes.text(name)));
            } catch (IllegalArgumentException e) {
                throw classes.wrong(
                        name,
                        "run lengths of %d x %d pixels in COCO's compressed form"
                                .formatted(width, height),
                        e.getMessage());
            }
        }
        return new GoldenFile(golden.text("image"), width, height, found);
    }

    private static int index(Fields classes, String name, List<Label> labels)
            throws ModelException {
        for (Label label : labels) {
            if (label.name().equals(name)) {
                return label.index();
            }
        }
        throw classes.wrong(name, "the name of a class", "none of this model's");
    }

    private static void fill(char[] mask, RunLengths runs, int label) {
        int[] counts = runs.counts();
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            if (i % 2 == 1) {
                for (int pixel = at; pixel < at + counts[i]; pixel++) {
                    // Run lengths go down the columns.
                    mask[pixel % runs.height() * runs.width() + pixel / runs.height()] =
                            (char) label;
                }
            }
            at += counts[i];
        }
    }

    /**
     * Reads the picture.
     *
     * @throws IOException if it is not the one that the descriptor speaks of
     */
    GoldenImage open(InputStream file) throws IOException {
        byte[] header =
                "P6\n%d %d\n255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(header, file.readNBytes(header.length))) {
            throw new IOException("it is no PPM file of %d x %d pixels".formatted(width, height));
        }
        byte[] pixels = file.readAllBytes();
        if (pixels.length != width * height * RGB) {
            throw new IOException(
                    "it should have %d bytes of pixels but has %d"
                            .formatted(width * height * RGB, pixels.length));
        }
        char[] mask = new char[width * height];
        classes.forEach((label, runs) -> fill(mask, runs, label));
        return new GoldenImage(name, Image.of(pixels, width, height, PixelFormat.RGB), mask);
    }
}
