// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.model.Activation;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.RunLengths;

/**
 * What is done around the model, with the sizes of DeepLab v3, on one thread: an input of 257 x 257
 * and scores of 33 x 33 x 21 for a mask of the frame's size.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"
        })
public class KernelBenchmark {

    private static final int INPUT = 257;
    private static final int GRID = 33;
    private static final int CLASSES = 21;

    @Param({"640x480", "1920x1080"})
    private String frame;

    private int width;
    private int height;
    private final Arena arena = Arena.ofShared();
    private Image image;
    private byte[] row;
    private MemorySegment tensor;
    private Scores scores;
    private Scores wholeScores;
    private MemorySegment pixels;
    private PixelCategoryMask mask;
    private final CategoryMaximum maximum = new CategoryMaximum();
    private final ImagePreprocessor preprocessor =
            new ImagePreprocessor(new ModelInput(INPUT, INPUT, Normalization.DEFAULT));

    /** A frame of noise, and scores that rise and fall slowly, as those of a model do. */
    @Setup
    public void setUp() {
        String[] sides = frame.split("x");
        width = Integer.parseInt(sides[0]);
        height = Integer.parseInt(sides[1]);
        Random random = new Random(5);
        byte[] rgb = new byte[width * height * 3];
        random.nextBytes(rgb);
        image = Image.of(rgb, width, height, PixelFormat.RGB);
        row = new byte[width * 3];
        tensor = arena.allocate((long) INPUT * INPUT * 3 * Float.BYTES, 64);
        ModelOutput output =
                new ModelOutput(0, OutputKind.SCORES, Activation.SOFTMAX, INPUT, INPUT);
        ScoreGrid grid = new ScoreGrid(GRID, GRID, INPUT, INPUT, Resizing.ALIGN_CORNERS);
        scores = new Scores(waves(GRID, random), output, grid, CLASSES);
        wholeScores = new Scores(waves(INPUT, random), output, ScoreGrid.of(output), CLASSES);
        pixels = arena.allocate((long) width * height, 64);
        maximum.write(scores, width, height, 1, pixels);
        mask = new PixelCategoryMask(new PooledMemory(pixels, Lifetime.ENDLESS), width, height, 1);
    }

    private MemorySegment waves(int size, Random random) {
        MemorySegment values = arena.allocate((long) size * size * CLASSES * Float.BYTES, 64);
        for (int label = 0; label < CLASSES; label++) {
            double along = 4 * random.nextDouble() / size;
            double down = 4 * random.nextDouble() / size;
            double phase = 6 * random.nextDouble();
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double score = 5 * Math.sin(along * x + phase) * Math.cos(down * y + phase);
                    values.setAtIndex(
                            ValueLayout.JAVA_FLOAT,
                            ((long) y * size + x) * CLASSES + label,
                            (float) score);
                }
            }
        }
        return values;
    }

    @TearDown
    public void tearDown() {
        image.close();
        arena.close();
    }

    /** Resize and normalization, from the frame to the input tensor. */
    @Benchmark
    public MemorySegment resizeAndNormalize() {
        preprocessor.fill(image, new Region(0, 0, width, height), tensor);
        return tensor;
    }

    /** The mask of the small scores, by cells. */
    @Benchmark
    public MemorySegment maskByCells() {
        maximum.write(scores, width, height, 1, pixels);
        return pixels;
    }

    /** The mask of scores that the model enlarged itself: an arg-max at each of its places. */
    @Benchmark
    public MemorySegment maskOfWholeScores() {
        maximum.write(wholeScores, width, height, 1, pixels);
        return pixels;
    }

    /** All rows of the frame as a person sees them. */
    @Benchmark
    public byte[] uprightRows() {
        UprightRows rows = UprightRows.of(image);
        for (int y = 0; y < height; y++) {
            rows.readRgb(y, row, 0);
        }
        return row;
    }

    /** The run lengths of one class of the mask. */
    @Benchmark
    public RunLengths runLengths() {
        return mask.runLengths(mask.label(width / 2, height / 2));
    }
}
