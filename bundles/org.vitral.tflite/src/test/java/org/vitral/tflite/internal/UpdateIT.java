// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle in a framework that keeps running while versions of it come and go. */
class UpdateIT {

    private static final int UPDATES = 20;

    /** So many that the threads are surely in the middle of it. */
    private static final int RUNS = 50;

    /** Far more than are needed: two or three. */
    private static final int COLLECTIONS = 100;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void isUpdatedTwentyTimesAndRunsAModelEachTime(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            host.install(Jars.fragment());
            Bundle bundle = host.start(Jars.HOST);
            for (int i = 0; i < UPDATES; i++) {
                MemorySegment version = OpenModel.symbol(bundle, "TfLiteVersion");
                assertEquals(-i, OpenModel.negate(bundle, i));
                host.update(bundle, Jars.HOST);
                assertFalse(version.scope().isAlive(), "The old version's library is still mapped");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isUpdatedWithItsFragment(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            Bundle fragment = host.install(Jars.fragment());
            Bundle bundle = host.start(Jars.HOST);
            assertEquals(-1, OpenModel.negate(bundle, 1));
            host.update(fragment, Jars.ofVersion("7.0.0", Jars.fragment(), folder));
            host.update(bundle, Jars.ofVersion("7.0.0", Jars.HOST, folder));
            host.refresh();
            assertEquals("7.0.0", bundle.getVersion().toString());
            assertEquals(-2, OpenModel.negate(bundle, 2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isInstalledAgainAfterItWasUninstalled(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            for (int i = 0; i < 3; i++) {
                Bundle fragment = host.install(Jars.fragment());
                Bundle bundle = host.start(Jars.HOST);
                assertEquals(-i, OpenModel.negate(bundle, i));
                bundle.uninstall();
                fragment.uninstall();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterpreterGoesOnAcrossAnUpdateUntilItIsClosed(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            host.install(Jars.fragment());
            Bundle bundle = host.start(Jars.HOST);
            MemorySegment version = OpenModel.symbol(bundle, "TfLiteVersion");
            // It has never run, so that its classes are looked for when the old bundle is gone.
            OpenModel old = OpenModel.negate(bundle);
            host.update(bundle, Jars.HOST);
            host.refresh();
            assertEquals(-1, OpenModel.negate(bundle, 1));

            assertEquals(-2, old.run(2));
            assertTrue(version.scope().isAlive(), "unmapped while an interpreter lives");
            old.close();
            assertFalse(version.scope().isAlive(), "still mapped");
            assertThrows(IllegalStateException.class, () -> old.run(3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBundleThatWasStoppedSaysSoInASentence(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            host.install(Jars.fragment());
            Bundle bundle = host.start(Jars.HOST);
            bundle.stop();
            IllegalStateException e =
                    assertThrows(IllegalStateException.class, () -> OpenModel.negate(bundle, 3));
            assertEquals(
                    "This copy of the bundle org.vitral.tflite has been stopped or updated: start"
                            + " it, or refresh the bundles that use it",
                    e.getMessage());
            bundle.start();
            assertEquals(-3, OpenModel.negate(bundle, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoVersionsRunAtOnceAndEachMayStopWhileTheOtherWorks(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            Bundle fragment = host.install(Jars.fragment());
            Bundle newFragment = host.install(Jars.ofVersion("7.0.0", Jars.fragment(), folder));
            Bundle bundle = host.start(Jars.HOST);
            Bundle newer = host.start(Jars.ofVersion("7.0.0", Jars.HOST, folder));
            assertEquals(List.of(fragment), fragmentsOf(bundle));
            assertEquals(List.of(newFragment), fragmentsOf(newer));

            Worker first = Worker.start(bundle);
            Worker second = Worker.start(newer);
            first.awaitRuns(RUNS);
            second.awaitRuns(RUNS);

            bundle.stop();
            assertInstanceOf(IllegalStateException.class, first.end());
            second.awaitRuns(RUNS);

            bundle.start();
            first = Worker.start(bundle);
            first.awaitRuns(RUNS);
            newer.stop();
            assertInstanceOf(IllegalStateException.class, second.end());
            first.awaitRuns(RUNS);
            bundle.stop();
            first.end();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingKeepsTheClassesOfABundleThatIsGone(FrameworkKind kind) throws Exception {
        try (Host host = new Host(kind, folder)) {
            Bundle fragment = host.install(Jars.fragment());
            Bundle bundle = host.start(Jars.HOST);
            WeakReference<ClassLoader> first = usedClassLoader(bundle);
            host.update(bundle, Jars.HOST);
            host.refresh();
            assertCollected(first);

            WeakReference<ClassLoader> second = usedClassLoader(bundle);
            bundle.uninstall();
            fragment.uninstall();
            host.refresh();
            assertCollected(second);
        }
    }

    /** The class loader of a bundle that has run a model and had an error message. */
    private static WeakReference<ClassLoader> usedClassLoader(Bundle bundle) {
        assertEquals(-1, OpenModel.negate(bundle, 1));
        assertThrows(IllegalArgumentException.class, () -> OpenModel.impossible(bundle));
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static void assertCollected(WeakReference<ClassLoader> loader) {
        for (int i = 0; i < COLLECTIONS && loader.get() != null; i++) {
            System.gc();
        }
        assertEquals(null, loader.get(), "There is a way to the bundle's classes yet");
    }

    private static List<Bundle> fragmentsOf(Bundle bundle) {
        return bundle
                .adapt(BundleWiring.class)
                .getProvidedWires(HostNamespace.HOST_NAMESPACE)
                .stream()
                .map(BundleWire::getRequirer)
                .map(revision -> revision.getBundle())
                .toList();
    }
}
