// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.export.ImageEncoder;
import org.vitral.image.Image;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.Segmenter;

/**
 * What {@code vitral segment} does with a photograph by default, without the disk: decode, segment,
 * overlay, and the mask, the picture and the numbers as bytes.
 */
final class Results {

    private final Renderer renderer;
    private final ImageEncoder encoder;
    private final List<Exporter> exporters;

    private Results(Renderer renderer, ImageEncoder encoder, List<Exporter> exporters) {
        this.renderer = renderer;
        this.encoder = encoder;
        this.exporters = exporters;
    }

    /** Nothing where one of the services is not here. */
    static Optional<Results> find(BundleContext context) {
        Optional<Renderer> renderer =
                Services.find(context, Renderer.class, Renderer.NAME, "overlay");
        Optional<ImageEncoder> encoder =
                Services.find(context, ImageEncoder.class, ImageEncoder.FORMAT, "png");
        Optional<Exporter> mask = Services.find(context, Exporter.class, Exporter.NAME, "mask");
        Optional<Exporter> json = Services.find(context, Exporter.class, Exporter.NAME, "json");
        return renderer.isPresent() && encoder.isPresent() && mask.isPresent() && json.isPresent()
                ? Optional.of(
                        new Results(renderer.get(), encoder.get(), List.of(mask.get(), json.get())))
                : Optional.empty();
    }

    /** Does it all once, and measures the stages around the segmentation. */
    void run(Frame frame, Segmenter segmenter, BenchSubject subject, Recorder into)
            throws IOException, SegmentationException {
        long start = System.nanoTime();
        try (Image image = decoded(frame)) {
            long decode = System.nanoTime() - start;
            if (frame.photograph().isPresent()) {
                into.addNanos(subject, BenchStep.DECODE, decode);
            }
            try (Segmentation seen = segmenter.segment(image)) {
                seen.categoryMask();
                long from = System.nanoTime();
                try (Image picture = renderer.render(image, seen, Options.NONE)) {
                    long rendered = System.nanoTime();
                    into.addNanos(subject, BenchStep.RENDER, rendered - from);
                    encoder.encode(picture, OutputStream.nullOutputStream());
                    ExportSubject result =
                            new ExportSubject(frame.name(), image, seen, Duration.ofNanos(decode));
                    for (Exporter exporter : exporters) {
                        exporter.export(result, Options.NONE, OutputStream.nullOutputStream());
                    }
                    long end = System.nanoTime();
                    into.addNanos(subject, BenchStep.EXPORT, end - rendered);
                    into.addNanos(subject, BenchStep.END_TO_END, end - start);
                }
            }
        }
    }

    /** A frame of another size than its photograph is not decoded again: there is no such file. */
    private static Image decoded(Frame frame) throws IOException {
        return frame.photograph().isPresent() ? frame.photograph().get().read() : frame.image();
    }
}
