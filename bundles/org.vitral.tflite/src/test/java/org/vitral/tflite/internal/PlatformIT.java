// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** Which fragment with a native library is used in a framework. */
class PlatformIT {

    private static final String PLATFORM = NativePlatform.current().name();

    /** All that a user is told, the same whether no fragment or a wrong one is there. */
    private static final String SENTENCE =
            ("There is no TensorFlow Lite library for %s here: add"
                            + " org.vitral.tflite.natives.%<s, in the version of org.vitral.tflite,"
                            + " to the class path, or to the framework as a bundle and refresh"
                            + " org.vitral.tflite")
                    .formatted(PLATFORM);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void onlyTheFragmentForThisPlatformResolves(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            List<Bundle> fragments = host.install(Jars.fragments());
            assertEquals(-3, OpenModel.negate(host.start(Jars.HOST), 3));
            for (Bundle fragment : fragments) {
                boolean fits = fragment.getSymbolicName().endsWith("." + PLATFORM);
                assertEquals(
                        fits ? Bundle.RESOLVED : Bundle.INSTALLED,
                        fragment.getState(),
                        fragment.getSymbolicName());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noFragmentIsASentenceThatNamesTheOneToAdd(FrameworkKind kind) throws Exception {
        assertSentence(kind, List.of());
    }

    @ParameterizedTest
    @EnumSource
    void fragmentsForOtherPlatformsAreTheSameSentence(FrameworkKind kind) throws Exception {
        List<Path> others = new ArrayList<>(Jars.fragments());
        others.remove(Jars.fragment());
        assertSentence(kind, others);
    }

    @ParameterizedTest
    @EnumSource
    void aFragmentOfAnotherVersionIsTheSameSentence(FrameworkKind kind) throws Exception {
        assertSentence(kind, List.of(Jars.ofVersion("7.0.0", Jars.fragment(), folder)));
    }

    private void assertSentence(FrameworkKind kind, List<Path> fragments) throws Exception {
        try (Host host = new Host(kind, folder)) {
            host.install(fragments);
            Bundle bundle = host.start(Jars.HOST);
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, () -> OpenModel.negate(bundle, 3));
            assertEquals(SENTENCE, e.getMessage());

            host.install(Jars.fragment());
            host.refresh(bundle);
            assertEquals(-3, OpenModel.negate(bundle, 3), "That advice does not help");
        }
    }
}
