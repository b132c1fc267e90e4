// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.test.common.annotation.InjectService;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.ModelRewriting;
import org.vitral.segmentation.RewritingReport;
import org.vitral.segmentation.RuleReport;

/** What the rules say of a model, with the schema classes that the bundle embeds. */
class ModelRewritingTest {

    private static final long PATIENCE_MILLIS = 30_000;

    @InjectService(timeout = PATIENCE_MILLIS)
    ModelRewriting rewriting;

    @InjectService(timeout = PATIENCE_MILLIS)
    ModelRepository models;

    @Test
    void bothRulesMakeDeepLabCheaper() throws Exception {
        RewritingReport report = rewriting.examine(models.load(TestData.starterModel()));
        assertEquals(
                List.of("grid-scores", "image-branch"),
                report.rules().stream().map(RuleReport::rule).toList());
        for (RuleReport rule : report.rules()) {
            assertTrue(rule.applies(), rule.text());
            assertTrue(rule.multiplications() > 0, rule.text());
        }
    }
}
