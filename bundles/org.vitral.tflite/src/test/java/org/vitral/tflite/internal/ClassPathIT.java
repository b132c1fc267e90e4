// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of this build on a plain class path, with what Maven brings along for it. */
class ClassPathIT {

    private static final String PROGRAM = "src/test/programs/RunModel.java";

    @TempDir private Path folder;

    @Test
    void oneDependencyIsEnoughToRunAModel() throws IOException, InterruptedException {
        ChildJvm.Result result = run(Jars.DEPENDENCIES, model(TinyModel.negate(1, 8)));
        assertEquals(0, result.exitCode(), result.output());
        assertEquals("-1.0", result.output().strip());
    }

    @Test
    void oneDependencyIsEnoughToRunTheStarterModel() throws IOException, InterruptedException {
        ChildJvm.Result result = run(Jars.DEPENDENCIES, SharedData.starterModel());
        assertEquals(0, result.exitCode(), result.output());
        assertTrue(result.output().strip().matches("-?\\d+\\.\\d+"), result.output());
    }

    @Test
    void itBringsTheNativeLibrariesAndNothingElse() {
        List<String> names =
                Jars.DEPENDENCIES.stream().map(jar -> jar.getFileName().toString()).toList();
        assertEquals(NativePlatform.SUPPORTED.size(), names.size(), names::toString);
        for (String platform : NativePlatform.SUPPORTED) {
            String fragment = new NativePlatform(platform).fragment();
            assertTrue(names.stream().anyMatch(n -> n.startsWith(fragment + "-")), fragment);
        }
    }

    @Test
    void otherPlatformsMayBeExcluded() throws IOException, InterruptedException {
        ChildJvm.Result result = run(List.of(Jars.fragment()), model(TinyModel.negate(1)));
        assertEquals("-1.0", result.output().strip());
    }

    @Test
    void anExcludedPlatformIsASentenceThatNamesWhatToAdd()
            throws IOException, InterruptedException {
        List<Path> others = new ArrayList<>(Jars.DEPENDENCIES);
        others.remove(Jars.fragment());
        ChildJvm.Result result = run(others, model(TinyModel.negate(1)));
        assertEquals(1, result.exitCode());
        String remedy = NativePlatform.current().remedy();
        assertTrue(result.output().contains(remedy), result.output());
    }

    private File model(ByteBuffer content) throws IOException {
        Path file = folder.resolve("model.tflite");
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(content);
        }
        return file.toFile();
    }

    /** Compiles and runs the program with the jar and these beside it. */
    private static ChildJvm.Result run(List<Path> beside, File model)
            throws IOException, InterruptedException {
        String classPath =
                Stream.concat(Stream.of(Jars.HOST), beside.stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        return ChildJvm.start(
                        List.of("--enable-native-access=ALL-UNNAMED"),
                        classPath,
                        PROGRAM,
                        model.toString())
                .await();
    }
}
