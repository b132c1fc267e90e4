// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator reads in the log; the rest is shown in a framework. */
class ConfiguredSegmenterTest {

    @Test
    void aFallbackIsOneWarningHoweverManyImagesThereAre() throws Exception {
        try (SegmenterRig rig =
                new SegmenterRig(
                        new ModelShelf(Starter.model()),
                        Map.of("delegate", "gpu", "on_delegate_failure", "cpu"))) {
            rig.mask();
            rig.mask();
            assertEquals("cpu", rig.segmenter.status().delegate());
            assertEquals(
                    List.of(
                            "[The delegate is a fallback: {}, cpu instead of gpu. There is no delegate"
                                    + " named \"gpu\" here; there are: cpu]"),
                    rig.warnings);
        }
    }
}
