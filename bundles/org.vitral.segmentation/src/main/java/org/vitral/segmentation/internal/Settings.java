// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import org.vitral.segmentation.SegmentationException;

/**
 * What a segmenter is configured to.
 *
 * @param request what its engine shall be made of
 * @param policy how one engine takes the place of another
 * @param problem why the configuration makes no sense, in a sentence; empty where it does
 */
record Settings(EngineRequest request, SwapPolicy policy, String problem) {

    static Settings of(SegmenterConfiguration configuration) {
        try {
            Preference preference = Preference.parse(configuration.prefer());
            EngineRequest request = EngineRequest.of(configuration, preference);
            return new Settings(request, SwapPolicy.of(configuration), "");
        } catch (SegmentationException senseless) {
            EngineRequest request = EngineRequest.of(configuration, Preference.LATENCY);
            return new Settings(request, SwapPolicy.PLAIN, senseless.getMessage());
        }
    }

    Settings with(EngineRequest other) {
        return new Settings(other, policy, problem);
    }
}
