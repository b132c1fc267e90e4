// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vitral.segmentation.SegmentationException;

class PreferenceTest {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void withoutOneAllProcessorsWorkOnOneImage() {
        EngineRequest request = settings(Map.of()).request();
        assertEquals(0, request.threads());
        assertEquals(1, request.interpreters());
    }

    @Test
    void forThroughputEachProcessorWorksOnAnImageOfItsOwn() {
        EngineRequest request = settings(Map.of("prefer", "throughput")).request();
        assertEquals(1, request.threads());
        assertEquals(Math.min(PROCESSORS, 64), request.interpreters());
    }

    @Test
    void numbersThatAreSetHold() {
        EngineRequest request =
                settings(Map.of("prefer", "throughput", "threads", 2, "interpreters", 5)).request();
        assertEquals(2, request.threads());
        assertEquals(5, request.interpreters());
    }

    @Test
    void interpretersOfSeveralThreadsShareTheProcessors() {
        assertEquals(4, Preference.THROUGHPUT.interpreters(1, 2, 8));
        assertEquals(1, Preference.THROUGHPUT.interpreters(1, 4, 2));
        assertEquals(64, Preference.THROUGHPUT.interpreters(1, 1, 256));
    }

    @Test
    void anotherNameIsRefusedInASentence() {
        String sentence = "prefer is \"latency\" or \"throughput\", not \"speed\"";
        assertEquals(sentence, settings(Map.of("prefer", "speed")).problem());
        assertEquals(
                sentence,
                assertThrows(SegmentationException.class, () -> Preference.parse("speed"))
                        .getMessage());
    }

    private static Settings settings(Map<String, Object> given) {
        return Settings.of(
                (SegmenterConfiguration)
                        Proxy.newProxyInstance(
                                SegmenterConfiguration.class.getClassLoader(),
                                new Class<?>[] {SegmenterConfiguration.class},
                                (proxy, method, arguments) ->
                                        given.getOrDefault(
                                                method.getName(), method.getDefaultValue())));
    }
}
