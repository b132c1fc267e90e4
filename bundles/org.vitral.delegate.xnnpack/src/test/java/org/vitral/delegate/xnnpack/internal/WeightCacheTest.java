// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

class WeightCacheTest {

    @TempDir Path folder;

    private final TfLiteRuntime runtime = TfLiteRuntimes.shared();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private Path model;
    private String token;

    @BeforeEach
    void findModel() {
        assumeTrue(LinuxFiles.areHere(), "packed weights are kept in files on Linux");
        model = Starter.model();
        token = Starter.token(model);
    }

    @Test
    void aFileIsWrittenOnceAndUsedFromThenOn() throws IOException {
        assertEquals(0, differences(stored()));
        Path file = onlyFile();
        assertTrue(Files.size(file) > 1_000_000, file + " is small");
        FileTime written = Files.getLastModifiedTime(file);
        try (Delegate delegate = stored().create(runtime, new DelegateOptions(1, token));
                InterpreterApi interpreter = Starter.interpreter(model, delegate)) {
            assertTrue(
                    Files.readString(Path.of("/proc/self/maps")).contains(file.toString()),
                    "the file is not mapped");
            assertEquals(0, Starter.differences(Starter.scores(interpreter)));
        }
        assertEquals(written, Files.getLastModifiedTime(onlyFile()));
        assertEquals(List.of(), log);
    }

    @Test
    void aDamagedFileCostsTimeOnlyAndIsWrittenAnew() throws IOException {
        differences(stored());
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        for (byte[] damaged :
                List.of(
                        new byte[0],
                        Arrays.copyOf(whole, 100),
                        Arrays.copyOf(whole, whole.length / 2),
                        Arrays.copyOf(whole, whole.length - 1),
                        flipped)) {
            Files.write(file, damaged);
            assertEquals(0, differences(stored()), damaged.length + " bytes");
            assertArrayEquals(whole, Files.readAllBytes(onlyFile()));
        }
    }

    @Test
    void eachModelAndEachSettingHasAFileOfItsOwn() throws IOException {
        differences(stored());
        Path other = Starter.file("models/deeplabv3_without_metadata.tflite");
        assertNotEquals(token, Starter.token(other));
        assertEquals(0, differences(stored(), other, Starter.token(other)));
        assertEquals(2, files().size());
        assertEquals(0, differences(provider(XnnpackSettings.QS8, folder)));
        assertEquals(3, files().size());
        assertEquals(0, differences(stored()));
    }

    @Test
    void aFileThatXnnpackDoesNotReadIsReplaced() throws IOException {
        differences(stored());
        Path file = onlyFile();
        byte[] strange = Files.readAllBytes(file);
        Files.delete(file);
        // The version in XNNPACK's header.
        strange[0] ^= 0x55;
        Path named =
                file.resolveSibling(
                        WeightFolder.name(WeightFolder.sha256().digest(strange)) + ".weights");
        Files.write(named, strange);
        assertEquals(0, differences(stored()));
        assertEquals(0, differences(stored()));
        assertEquals(file, onlyFile());
    }

    @Test
    void weightsThatAFileLacksArePackedAndTheFileIsWrittenAnew() throws IOException {
        differences(stored());
        Path whole = onlyFile();
        Files.move(whole, folder.resolve("whole"));
        byte[] other = withOtherKeys(Files.readAllBytes(folder.resolve("whole")));
        Files.delete(folder.resolve("whole"));
        Path lacking =
                whole.resolveSibling(
                        WeightFolder.name(WeightFolder.sha256().digest(other)) + ".weights");
        Files.write(lacking, other);

        assertEquals(0, differences(stored()));
        assertTrue(Files.notExists(lacking), "it would be taken again");
        assertEquals(0, differences(stored()));
        assertEquals(whole, onlyFile());
    }

    /** A file in whose list weights have other numbers than those of the model. */
    private static byte[] withOtherKeys(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        // struct XNNPackCacheHeader ends with the offset and the size of the list.
        int header = 0;
        while (bytes.getLong(header) + bytes.getLong(header + Long.BYTES) != file.length) {
            header += Long.BYTES;
        }
        int changed = 0;
        for (int at = (int) bytes.getLong(header); at + 8 <= file.length; at += Long.BYTES) {
            long value = bytes.getLong(at);
            // Offsets are multiples of 128, and numbers of tensors are small.
            if (value > 0 && value < 500 && value % 128 != 0) {
                bytes.putLong(at, value + 100_000);
                changed++;
            }
        }
        assertTrue(changed > 0, "no number was found");
        return file;
    }

    @Test
    void halfPrecisionIsNotKeptAndTheLogSaysSo() throws IOException {
        XnnpackDelegateProvider half =
                provider(XnnpackSettings.DEFAULT_FLAGS | XnnpackSettings.FORCE_FP16, folder);
        assertTrue(differences(half) < Starter.SIZE * Starter.SIZE / 200);
        assertEquals(List.of(), files());
        assertEquals(1, log.size(), log::toString);
        assertTrue(log.getFirst().contains("force_fp16"), log::toString);
    }

    @Test
    void aFolderThatCannotBeWrittenCostsOneLineInTheLog() throws IOException {
        Path notAFolder = Files.createFile(folder.resolve("file")).resolve("below");
        XnnpackDelegateProvider provider = provider(XnnpackSettings.DEFAULT_FLAGS, notAFolder);
        assertEquals(0, differences(provider));
        assertEquals(0, differences(provider));
        assertEquals(1, log.size(), log::toString);
        assertTrue(log.getFirst().contains(notAFolder.toString()), log::toString);
    }

    @Test
    void aFileSystemThatTakesNoFilesCostsOneLineInTheLog() throws IOException {
        assertEquals(
                0, differences(provider(XnnpackSettings.DEFAULT_FLAGS, Path.of("/proc/none"))));
        assertEquals(1, log.size(), log::toString);
    }

    @Test
    void aModelWithoutATokenIsNotKept() throws IOException {
        assertEquals(0, differences(stored(), model, ""));
        assertEquals(List.of(), files());
    }

    @Test
    void manyThreadsMayStartAtTheSameTime() throws Exception {
        XnnpackDelegateProvider provider = stored();
        Callable<Integer> start = () -> differences(provider);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> one : threads.invokeAll(Collections.nCopies(8, start))) {
                assertEquals(0, one.get());
            }
        }
        onlyFile();
        assertEquals(List.of(), log);
    }

    @Test
    void manyProcessesMayStartAtTheSameTime() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx256m",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-Dvitral.shared=" + System.getProperty("vitral.shared"),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    StoredRuns.class.getName(),
                                    folder.toString())
                            .inheritIO()
                            .start());
        }
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }
        onlyFile();
    }

    @Test
    void noDescriptorStaysOpen() throws IOException {
        XnnpackDelegateProvider provider = stored();
        differences(provider);
        differences(provider);
        long before = descriptors();
        for (int i = 0; i < 3; i++) {
            differences(provider);
            provider.create(runtime, new DelegateOptions(1, token)).close();
        }
        Files.delete(onlyFile());
        provider.create(runtime, new DelegateOptions(1, token)).close();
        differences(provider);
        assertEquals(before, descriptors());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void interpretersOverOneModelShareItsWeightsInMemory() {
        SharedWeights weights = new SharedWeights();
        long bytes;
        try (Delegate first = shared(weights);
                InterpreterApi one = Starter.interpreter(model, first)) {
            bytes = weights.byteSize();
            assertTrue(bytes > 1_000_000, bytes + " bytes");
            try (Delegate second = shared(weights)) {
                InterpreterApi other = Starter.interpreter(model, second);
                assertEquals(bytes, weights.byteSize());
                assertEquals(0, Starter.differences(Starter.scores(one)));
                one.close();
                first.close();
                assertEquals(bytes, weights.byteSize());
                assertEquals(0, Starter.differences(Starter.scores(other)));
                other.close();
            }
        }
        assertEquals(0, weights.byteSize());
    }

    @Test
    void threadsThatShareWeightsInMemoryGetTheGoldenMask() throws Exception {
        XnnpackDelegateProvider provider =
                new XnnpackDelegateProvider(
                        new XnnpackSettings(
                                0, XnnpackSettings.DEFAULT_FLAGS, WeightCache.memory, folder),
                        log::add);
        Callable<Integer> start = () -> differences(provider);
        try (Delegate delegate = provider.create(runtime, new DelegateOptions(1, token));
                InterpreterApi interpreter = Starter.interpreter(model, delegate);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> one : threads.invokeAll(Collections.nCopies(8, start))) {
                assertEquals(0, one.get());
            }
            assertEquals(0, Starter.differences(Starter.scores(interpreter)));
        }
    }

    private Delegate shared(SharedWeights weights) {
        return new XnnpackDelegate(
                runtime,
                new XnnpackSettings(0, XnnpackSettings.DEFAULT_FLAGS, WeightCache.memory, folder),
                new DelegateOptions(1),
                weights);
    }

    private XnnpackDelegateProvider stored() {
        return provider(XnnpackSettings.DEFAULT_FLAGS, folder);
    }

    private XnnpackDelegateProvider provider(int flags, Path weights) {
        return new XnnpackDelegateProvider(
                new XnnpackSettings(0, flags, WeightCache.file, weights), log::add);
    }

    private int differences(XnnpackDelegateProvider provider) {
        return differences(provider, model, token);
    }

    private int differences(XnnpackDelegateProvider provider, Path model, String token) {
        try (Delegate delegate = provider.create(runtime, new DelegateOptions(1, token));
                InterpreterApi interpreter = Starter.interpreter(model, delegate)) {
            return Starter.differences(Starter.scores(interpreter));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path onlyFile() throws IOException {
        List<Path> files = files();
        assertEquals(1, files.size(), files::toString);
        return files.getFirst();
    }
}
