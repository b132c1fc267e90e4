// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.vitral.tflite.runtime.NativeInterpreter;

/** The starter model with the photograph and the mask that were published for it. */
final class StarterModel {

    private static final int SIZE = 257;
    private static final int CLASSES = 21;

    private StarterModel() {}

    static MemorySegment map(Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(shared("models/deeplabv3.tflite"))) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    /** The scores for the photograph, {@code [257, 257, 21]}. */
    static float[] scores(NativeInterpreter interpreter) throws IOException {
        BufferedImage photograph = ImageIO.read(shared("images/horse_rider_257.jpg").toFile());
        MemorySegment input = interpreter.input(0);
        long at = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                int rgb = photograph.getRGB(x, y);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    float value = (((rgb >> shift) & 0xff) - 127.5f) / 127.5f;
                    input.setAtIndex(ValueLayout.JAVA_FLOAT, at++, value);
                }
            }
        }
        interpreter.invoke();
        return interpreter.output(0).toArray(ValueLayout.JAVA_FLOAT);
    }

    /** In how many pixels the mask of these scores differs from the golden one. */
    static int differencesFromGolden(float[] scores) throws IOException {
        Raster golden =
                ImageIO.read(shared("images/horse_rider_257.golden.png").toFile()).getRaster();
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

    /** A file of the shared data; the test is skipped where it is not there. */
    private static Path shared(String name) {
        Path file = Path.of(System.getProperty("vitral.shared", "")).resolve(name);
        assumeTrue(Files.isRegularFile(file), () -> "there is no " + file);
        return file;
    }
}
