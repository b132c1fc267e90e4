// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.Logger;
import org.vitral.image.Image;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Segmenter;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What an operator reads in the log; the rest is shown in a framework. */
class ConfiguredSegmenterTest {

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Test
    void aFallbackIsOneWarningHoweverManyImagesThereAre() throws Exception {
        ConfiguredSegmenter segmenter =
                new ConfiguredSegmenter(
                        new ModelShelf(Starter.model()),
                        TfLiteRuntimes.shared(),
                        logger(),
                        configuration(Map.of("delegate", "gpu", "on_delegate_failure", "cpu")));
        segmenter.activate();
        try {
            segment(segmenter);
            segment(segmenter);
        } finally {
            segmenter.deactivate();
        }
        assertEquals(
                List.of(
                        "[The delegate is a fallback: {}, cpu instead of gpu. There is no delegate"
                                + " named \"gpu\" here; there are: cpu]"),
                warnings);
    }

    private static void segment(Segmenter segmenter) throws Exception {
        try (Image image = Starter.photograph("horse_rider_257.jpg");
                Segmentation seen = segmenter.segment(image)) {
            assertEquals("cpu", seen.delegate());
        }
    }

    private Logger logger() {
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("warn")) {
                                warnings.add(Arrays.deepToString(arguments));
                            }
                            return null;
                        });
    }

    /** The defaults but for some attributes. */
    private static SegmenterConfiguration configuration(Map<String, Object> given) {
        return (SegmenterConfiguration)
                Proxy.newProxyInstance(
                        SegmenterConfiguration.class.getClassLoader(),
                        new Class<?>[] {SegmenterConfiguration.class},
                        (proxy, method, arguments) ->
                                given.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
