// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.vitral.segmentation.GraphTensor;
import org.vitral.segmentation.RewritingReport;
import org.vitral.segmentation.RuleReport;

class RuleExaminerTest {

    @Test
    void saysWhatEachRuleSavesOfDeepLab() throws Exception {
        RewritingReport report = new RuleExaminer().examine(Starter.model());
        assertEquals(
                new RewritingReport(
                        70,
                        730_915_390,
                        60_177_060,
                        List.of(
                                new RuleReport(
                                        "grid-scores",
                                        true,
                                        "The mask's scores stay 33 x 33 instead of 257 x 257",
                                        2,
                                        4_229_694,
                                        5_639_608),
                                new RuleReport(
                                        "image-branch",
                                        true,
                                        "256 of the 512 channels before a CONV_2D are the same at"
                                                + " all 33 x 33 places",
                                        0,
                                        72_139_520,
                                        2_228_232)),
                        List.of(new GraphTensor("sub_7", "float32", List.of(1, 257, 257, 3), 0, 0)),
                        List.of(
                                new GraphTensor(
                                        "ResizeBilinear_3",
                                        "float32",
                                        List.of(1, 257, 257, 21),
                                        0,
                                        0))),
                report);
    }
}
