// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What the provider says of a machine and of a configuration. */
class GpuDelegateProviderTest {

    private static final GpuDriver ABSENT =
            new GpuDriver("OpenCL", ExperimentalFlag.GL_ONLY, List.of("libNoSuchOpenCL.so"));

    @TempDir private Path folder;

    @Test
    void isAvailableWithALibraryAndADriver() throws Exception {
        assertEquals(
                DelegateProbe.AVAILABLE,
                probe(Configured.library(RecordingLibrary.build(folder)).provider()));
    }

    @Test
    void saysThatNoRealGpuWasTried() {
        assertTrue(
                Configured.nothing().provider().description().contains("tried it on no real GPU"));
    }

    @Test
    void saysWhereItLookedForALibrary() {
        LibraryPlaces places =
                new LibraryPlaces(
                        "libgpu.so",
                        List.of(
                                new LibraryPlaces.Place("$SOMEWHERE", List.of()),
                                new LibraryPlaces.Place(folder.toString(), List.of(folder))));
        DelegateProbe probe = new GpuInstallation(places, List.of()).probe("", Set.of());
        assertUnavailable(
                probe,
                "There is no GPU delegate library: looked for libgpu.so in $SOMEWHERE, " + folder,
                "org.vitral.delegate.gpu",
                "--delegate xnnpack");
    }

    @Test
    void findsALibraryInAWellKnownPlace() throws Exception {
        Path file = Files.createFile(folder.resolve(LibraryPlaces.current().fileName()));
        LibraryPlaces places =
                LibraryPlaces.of(
                        System::getProperty,
                        name ->
                                name.endsWith("PATH")
                                        ? "relative" + File.pathSeparator + folder
                                        : null);
        assertEquals(file, places.find(""));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, libtensorflowlite_gpu_delegate.so, /usr/lib/x86_64-linux-gnu",
        "Linux, aarch64, libtensorflowlite_gpu_delegate.so, /usr/lib/aarch64-linux-gnu",
        "Mac OS X, aarch64, libtensorflowlite_gpu_delegate.dylib, /opt/homebrew/lib",
        "Windows 11, amd64, tensorflowlite_gpu_delegate.dll, $PATH"
    })
    void knowsThePlacesOfEachSystem(String system, String arch, String file, String place) {
        LibraryPlaces places =
                LibraryPlaces.of(name -> name.equals("os.name") ? system : arch, name -> null);
        assertEquals(file, places.fileName());
        assertTrue(
                places.places().stream().anyMatch(known -> known.name().equals(place)),
                places::toString);
    }

    @Test
    void saysThatTheNamedLibraryIsNotThere() {
        Path absent = folder.resolve("libgpu.so");
        assertUnavailable(
                probe(Configured.library(absent).provider()),
                "There is no GPU delegate library " + absent,
                "correct the path");
        assertUnavailable(probe(Configured.library(folder).provider()), folder + " is not a file");
        assertCreateSays(Configured.library(absent), absent.toString());
    }

    @Test
    void saysThatAFileIsNoLibrary() throws Exception {
        Path text =
                Files.writeString(folder.resolve("libgpu.so"), "not a library, but long enough");
        assertUnavailable(
                probe(Configured.library(text).provider()),
                text + " cannot be loaded",
                System.getProperty("os.arch"));
        assertCreateSays(Configured.library(text), "cannot be loaded");
    }

    @Test
    void saysWhatALibraryLacks() throws Exception {
        Path library = RecordingLibrary.build(folder, "-DWITHOUT_DELETE");
        assertUnavailable(
                probe(Configured.library(library).provider()),
                library + " exports no TfLiteGpuDelegateV2Delete");
        assertCreateSays(Configured.library(library), "TfLiteGpuDelegateV2Delete");
    }

    @Test
    void saysWhatALibraryNeedsOfOthers() throws Exception {
        Path library = RecordingLibrary.build(folder, "-DNEEDS_A_DRIVER");
        assertUnavailable(
                probe(Configured.library(library).provider()),
                library + " cannot be loaded",
                "function_of_a_driver");
    }

    @Test
    void saysThatALibraryRefuses() throws Exception {
        Path library = RecordingLibrary.build(folder, "-DREFUSES");
        assertCreateSays(
                Configured.library(library), library + " makes no delegate", "MAX_PRECISION");
    }

    @Test
    void saysThatThereIsNoDriver() throws Exception {
        Path library = RecordingLibrary.build(folder);
        GpuInstallation withoutDriver =
                new GpuInstallation(LibraryPlaces.current(), List.of(ABSENT));
        assertUnavailable(
                withoutDriver.probe(library.toString(), Set.of()),
                "There is no OpenCL library: looked for libNoSuchOpenCL.so",
                "install the driver of the GPU, or use --delegate xnnpack");
        assertUnavailable(
                withoutDriver.probe(library.toString(), Set.of(ExperimentalFlag.GL_ONLY)),
                "With the flags [GL_ONLY] there is no way to a GPU");
    }

    @Test
    void findsADriverByNameAndByPath() throws Exception {
        Path library = RecordingLibrary.build(folder);
        assertTrue(GpuDriver.isFound(library.toString()));
        assertFalse(GpuDriver.isFound(library + ".absent"));
        assumeTrue(System.getProperty("os.name").startsWith("Linux"), "libc has another name");
        assertTrue(GpuDriver.isFound("libc.so.6"));
    }

    @Test
    void aLibraryThatWasFoundStaysLoaded() throws Exception {
        // A small library of glibc that nobody here needs.
        String library = "libanl.so.1";
        assumeTrue(GpuDriver.isFound(library), library + " is not on this system");
        assertTrue(Files.readString(Path.of("/proc/self/maps")).contains(library));
    }

    @Test
    void saysAllThatIsMissingAtOnce() {
        DelegateProbe probe =
                new GpuInstallation(new LibraryPlaces("libgpu.so", List.of()), List.of(ABSENT))
                        .probe("", Set.of());
        assertUnavailable(probe, "There is no GPU delegate library", "There is no OpenCL library");
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, 'There is no OpenCL or OpenGL ES library'",
        "Mac OS X, 'There is no OpenCL library'"
    })
    void looksForTheDriversOfEachSystem(String system, String sentence) {
        List<GpuDriver> absent =
                GpuDriver.of(system).stream()
                        .map(
                                driver ->
                                        new GpuDriver(
                                                driver.api(),
                                                driver.forbiddenBy(),
                                                List.of("no-" + driver.libraries().getFirst())))
                        .toList();
        DelegateProbe probe =
                new GpuInstallation(LibraryPlaces.current(), absent).probe("", Set.of());
        assertUnavailable(probe, sentence);
    }

    @Test
    void refusesPrioritiesThatMeanNothing() {
        assertRefused(
                Configured.nothing().with("inference_priority1", InferencePriority.AUTO),
                "inference_priority1 cannot be AUTO");
        assertRefused(
                Configured.nothing().with("inference_priority3", InferencePriority.MIN_LATENCY),
                "inference_priority3 cannot be MIN_LATENCY after a priority that is AUTO");
        assertRefused(
                Configured.nothing().with("inference_priority2", InferencePriority.MAX_PRECISION),
                "The priority MAX_PRECISION is named twice");
        assertRefused(
                Configured.nothing()
                        .with("precision_loss_allowed", PrecisionLoss.ALLOWED)
                        .with("inference_priority2", InferencePriority.MIN_LATENCY),
                "ignores inference priorities where precision_loss_allowed is ALLOWED");
    }

    @Test
    void refusesFlagsThatExcludeEachOther() {
        assertRefused(
                flags(ExperimentalFlag.CL_ONLY, ExperimentalFlag.GL_ONLY),
                "CL_ONLY and GL_ONLY exclude each other");
        assertRefused(flags(ExperimentalFlag.ENABLE_SERIALIZATION), "set serialization_dir");
        assertRefused(
                Configured.nothing().with("serialization_dir", "kept"),
                "keeps nothing in kept without the flag ENABLE_SERIALIZATION");
        assertRefused(
                flags(ExperimentalFlag.ENABLE_SERIALIZATION, ExperimentalFlag.GL_ONLY)
                        .with("serialization_dir", "kept"),
                "with OpenCL only");
    }

    @Test
    void refusesNumbersAndValuesThatAreNone() {
        assertRefused(
                Configured.nothing().with("max_delegated_partitions", 0),
                "max_delegated_partitions cannot be 0");
        assertRefused(
                Configured.nothing()
                        .with(
                                "inference_preference",
                                new RuntimeException(
                                        new IllegalArgumentException("no constant QUICK"))),
                "org.vitral.delegate.gpu has a value that is none of its attribute (no constant QUICK)");
    }

    @Test
    void saysThatItCannotMakeTheFolder() throws Exception {
        Path library = RecordingLibrary.build(folder);
        Path file = Files.createFile(folder.resolve("a-file"));
        Configured configured =
                flags(ExperimentalFlag.ENABLE_SERIALIZATION)
                        .with("library", library.toString())
                        .with("serialization_dir", file.resolve("kept").toString());
        assertCreateSays(configured, "cannot keep compiled kernels in " + file.resolve("kept"));
    }

    private static Configured flags(ExperimentalFlag... flags) {
        return Configured.nothing().with("experimental_flags", flags);
    }

    private static DelegateProbe probe(GpuDelegateProvider provider) {
        return provider.probe(TfLiteRuntimes.shared());
    }

    private static void assertRefused(Configured configured, String sentence) {
        assertUnavailable(probe(configured.provider()), sentence);
        assertCreateSays(configured, sentence);
    }

    private static void assertCreateSays(Configured configured, String... parts) {
        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                configured
                                        .provider()
                                        .create(
                                                TfLiteRuntimes.shared(),
                                                new DelegateOptions(1, "token")));
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused::getMessage);
        }
    }

    private static void assertUnavailable(DelegateProbe probe, String... parts) {
        assertFalse(probe.available());
        for (String part : parts) {
            assertTrue(probe.reason().contains(part), probe::reason);
        }
    }
}
