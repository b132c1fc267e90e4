// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exporter;
import org.vitral.export.SeriesExporter;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;

/**
 * Writes segmentations as an animated GIF, a frame for each: the picture that a renderer makes, or
 * the colours of the classes.
 *
 * <p>The first frame decides the size; what has another shape is shown in the middle, on black.
 */
@Component(
        property = {
            Exporter.NAME + "=gif",
            "service.description=An animation with a frame for each photograph, segmentation.gif"
        })
public final class GifExporter implements SeriesExporter {

    /** What is asked for to see the colours of the classes alone. */
    private static final String MASK = "mask";

    /** The renderers with their properties, the one that ranks highest last. */
    @Reference(
            service = Renderer.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            collectionType = CollectionType.TUPLE)
    volatile List<Map.Entry<Map<String, Object>, Renderer>> renderers = List.of();

    @Override
    public List<Option<?>> options() {
        return List.of(Choices.PICTURE, Choices.SECONDS, Choices.TIMES, Choices.SIZE, Choices.FILE);
    }

    /** The options; they are made when they are asked for. */
    static final class Choices {
        static final Option<String> PICTURE =
                Option.text(
                        "picture",
                        "overlay",
                        "What is shown: the name of a renderer, or mask for the classes' colours");
        static final Option<Double> SECONDS =
                Option.number(
                        "seconds",
                        0.5,
                        0.02,
                        GifFile.LONGEST_DELAY / 100.0,
                        "How long each picture is shown");
        static final Option<Integer> TIMES =
                Option.wholeNumber(
                        "times", 0, 0, 65_536, "How often all is shown; 0 is without end");
        static final Option<Integer> SIZE =
                Option.wholeNumber(
                        "size",
                        480,
                        1,
                        8192,
                        "The longer side in pixels at most; larger pictures are made smaller");
        static final Option<String> FILE =
                Option.text("file", "segmentation.gif", "The name of the file");

        private Choices() {}
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        String name = options.get(Choices.PICTURE);
        GifFrames frames =
                name.equals(MASK) ? new MaskFrames() : new RenderedFrames(renderer(name));
        return new GifSeries(target, options, frames);
    }

    private Renderer renderer(String name) throws IOException {
        List<Map.Entry<Map<String, Object>, Renderer>> present = renderers;
        for (Map.Entry<Map<String, Object>, Renderer> next : present.reversed()) {
            if (name.equals(next.getKey().get(Renderer.NAME))) {
                return next.getValue();
            }
        }
        Set<String> known = new TreeSet<>(Set.of(MASK));
        present.forEach(next -> known.add(String.valueOf(next.getKey().get(Renderer.NAME))));
        throw new IOException(
                "There is no picture %s; there are %s".formatted(name, String.join(", ", known)));
    }
}
