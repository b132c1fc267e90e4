// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitral.image.Image;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.OutputKind;
import org.vitral.model.samples.Samples;
import org.vitral.segmentation.CategoryMask;

/** Every kind of model, on the real library, against the shortest way to the same result. */
class ModelKindsTest {

    @TempDir private Path folder;

    private final MemoryPool pool = new MemoryPool();

    static Stream<Arguments> kinds() {
        List<Arguments> kinds = new ArrayList<>();
        Samples.usable()
                .forEach(
                        (name, file) -> {
                            kinds.add(Arguments.of(name, "cpu", file));
                            kinds.add(Arguments.of(name, "xnnpack", file));
                        });
        return kinds.stream();
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("kinds")
    void theResultIsWhatTheOutputTensorSays(String name, String delegate, byte[] file)
            throws Exception {
        SampleEngines engines = new SampleEngines(folder);
        Model model = engines.model(name, file);
        int width = model.description().input().width();
        int height = model.description().input().height();
        byte[] pixels = SampleEngines.picture(width, height, 7);
        Reference expected;
        try (ModelContent content = model.open()) {
            expected = Reference.of(model.description(), content, delegate, pixels);
        }
        float tolerance = expected.tolerance();
        assertTrue(expected.classes() > 1, "there is something to tell apart");
        Engine engine = engines.engine(name, file, delegate, "none");
        try (Image image = SampleEngines.image(pixels, width, height);
                ModelSegmentation seen = SampleEngines.segment(engine, image, pool)) {
            boolean indices = seen.scores().output().kind() == OutputKind.CLASS_INDICES;
            if (!indices) {
                assertArrayEquals(
                        expected.reals(),
                        seen.scores().memory().toArray(ValueLayout.JAVA_FLOAT),
                        tolerance);
            }
            CategoryMask mask = seen.categoryMask(seen.modelWidth(), seen.modelHeight());
            int others = 0;
            for (int place = 0; place < expected.labels().length; place++) {
                int label = mask.label(place % mask.width(), place / mask.width());
                boolean clear = indices || expected.lead(place) > 2 * tolerance;
                others += clear && label != expected.labels()[place] ? 1 : 0;
            }
            // How clear an index is, is known to the model only: floats may decide otherwise.
            boolean exact = !indices || expected.rounding() == Reference.Rounding.NONE;
            assertEquals(0, others, exact ? 0 : 0.001 * expected.labels().length);
            List<Float> quality = new ArrayList<>();
            for (float value : expected.quality()) {
                quality.add(value);
            }
            assertEquals(quality.size(), seen.qualityScores().size());
            for (int i = 0; i < quality.size(); i++) {
                assertEquals(quality.get(i), seen.qualityScores().get(i), tolerance);
            }
        } finally {
            engine.retire();
        }
    }
}
