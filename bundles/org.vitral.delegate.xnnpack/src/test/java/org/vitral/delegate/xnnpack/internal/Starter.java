// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;

/** The starter model with the Task Library's own photograph and mask for it. */
final class Starter {

    static final int SIZE = 257;
    static final int CLASSES = 21;

    private Starter() {}

    /** A file of the shared folder; the test is skipped where it is not there. */
    static Path file(String name) {
        Path file = Path.of(System.getProperty("vitral.shared", "")).resolve(name);
        assumeTrue(Files.isRegularFile(file), () -> "there is no " + file);
        return file;
    }

    static Path model() {
        return file("models/deeplabv3.tflite");
    }

    /** The token of the model in a file. */
    static String token(Path model) {
        try {
            return HexFormat.of()
                    .formatHex(WeightFolder.sha256().digest(Files.readAllBytes(model)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An interpreter over the model, with this delegate alone. */
    static InterpreterApi interpreter(Path model, Delegate delegate) {
        return InterpreterApi.create(
                model.toFile(),
                new InterpreterApi.Options().setUseXNNPACK(false).addDelegate(delegate));
    }

    /** The scores of the photograph, {@code [1, 257, 257, 21]}. */
    static float[] scores(InterpreterApi interpreter) {
        float[] scores = new float[SIZE * SIZE * CLASSES];
        interpreter.run(photograph(), FloatBuffer.wrap(scores));
        return scores;
    }

    /** {@code [1, 257, 257, 3]} in -1 to 1. */
    private static FloatBuffer photograph() {
        BufferedImage photograph = read("images/horse_rider_257.jpg");
        FloatBuffer values = FloatBuffer.allocate(SIZE * SIZE * 3);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                int rgb = photograph.getRGB(x, y);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    values.put((((rgb >> shift) & 0xff) - 127.5f) / 127.5f);
                }
            }
        }
        return values.flip();
    }

    /** How many pixels of these scores differ from the golden mask. */
    static int differences(float[] scores) {
        Raster golden = read("images/horse_rider_257.golden.png").getRaster();
        int differences = 0;
        for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            int best = 0;
            for (int i = 1; i < CLASSES; i++) {
                if (scores[pixel * CLASSES + i] > scores[pixel * CLASSES + best]) {
                    best = i;
                }
            }
            if (golden.getSample(pixel % SIZE, pixel / SIZE, 0) != best * 10) {
                differences++;
            }
        }
        return differences;
    }

    private static BufferedImage read(String name) {
        try {
            return ImageIO.read(file(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
