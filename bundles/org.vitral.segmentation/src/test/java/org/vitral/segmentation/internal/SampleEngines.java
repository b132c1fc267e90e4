// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.model.Model;
import org.vitral.model.ModelException;
import org.vitral.model.repository.internal.SearchingModelRepository;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.internal.graph.GraphRewriter;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** Engines on the files of samples, described as a user's file is. */
final class SampleEngines {

    private final Path folder;
    private final SearchingModelRepository repository;

    /** With a folder to keep files in. */
    SampleEngines(Path folder) {
        this.folder = folder;
        this.repository = SearchingModelRepository.of(folder.resolve("cache"));
    }

    /** The model in a file. */
    Model model(String name, byte[] file) throws ModelException, IOException {
        return repository.load(Files.write(folder.resolve(name + ".tflite"), file));
    }

    /** An engine on the file of a model. */
    Engine engine(Path file, String delegate, String rules, String inputSize)
            throws SegmentationException {
        EngineFactory factory =
                new EngineFactory(
                        repository,
                        TfLiteRuntimes.shared(),
                        new ChoiceMemory(folder.resolve("choices")),
                        new CheckedRewriting(
                                GraphRewriter.standard(),
                                new RewritingStore(folder.resolve("graphs"))));
        return factory.make(
                new EngineRequest(file.toAbsolutePath().toString(), delegate, 1)
                        .with(new RuleSelection(rules))
                        .withInputSize(inputSize),
                List.of(new DelegateCandidate("xnnpack", new XnnpackDelegateProvider(), 0, 1, "")),
                1);
    }

    Engine engine(String name, byte[] file, String delegate, String rules)
            throws SegmentationException, IOException {
        return engine(Files.write(folder.resolve(name + ".tflite"), file), delegate, rules, "");
    }

    static ModelSegmentation segment(Engine engine, Image image, MemoryPool pool)
            throws SegmentationException {
        return engine.segment(image, new Region(0, 0, image.width(), image.height()), pool);
    }

    /** Coloured discs on a coloured ground, so that there is something to tell apart. */
    static byte[] picture(int width, int height, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[width * height * 3];
        paint(pixels, width, height, random, 0, 0, 2.0 * (width + height));
        for (int disc = 0; disc < 14; disc++) {
            double size = (0.05 + 0.2 * random.nextDouble()) * Math.min(width, height);
            paint(
                    pixels,
                    width,
                    height,
                    random,
                    random.nextInt(width),
                    random.nextInt(height),
                    size);
        }
        return pixels;
    }

    private static void paint(
            byte[] pixels,
            int width,
            int height,
            Random random,
            double centreX,
            double centreY,
            double radius) {
        int[] colour = {random.nextInt(256), random.nextInt(256), random.nextInt(256)};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (Math.hypot(x - centreX, y - centreY) > radius) {
                    continue;
                }
                for (int channel = 0; channel < 3; channel++) {
                    int noisy = Math.clamp(colour[channel] + random.nextInt(-12, 13), 0, 255);
                    pixels[(y * width + x) * 3 + channel] = (byte) noisy;
                }
            }
        }
    }

    static Image image(byte[] pixels, int width, int height) {
        return Image.of(pixels, width, height, PixelFormat.RGB);
    }
}
