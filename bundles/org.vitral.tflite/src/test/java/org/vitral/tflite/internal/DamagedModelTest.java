// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A damaged model is an exception or a run, never the end of the JVM. {@code ./mvnw verify -Psoak
 * -Dvitral.soak=mutate} damages models a hundred thousand times, every build 2,500 times.
 */
class DamagedModelTest {

    private static final String NAME = "mutate";
    private static final int SMALL = 2500;
    private static final int WHOLE = 100_000;
    private static final int MOST_RUNS_OF_REAL_MODELS = 2000;

    @Test
    void neverEndsTheProcess() throws IOException, InterruptedException {
        int cases = Soak.size(NAME, SMALL, WHOLE);
        long seed = Soak.seed(NAME, 1);
        DamagedModelsRun run =
                new DamagedModelsRun(
                        seed, cases, MOST_RUNS_OF_REAL_MODELS * cases / WHOLE, realModels());
        run.run();
        System.out.printf(
                "Seed %d, %,d damaged models: %s, %d hang; resident %,d kB after half of them, %,d at the end%n",
                seed,
                cases,
                run.results(),
                run.hangs().size(),
                run.memory().get(run.memory().size() / 2),
                run.memory().getLast());
        assertEquals(List.of(), run.failures(), () -> String.join("\n", run.failures()));
        // A loop whose condition has been damaged need not end, no more than a sound one.
        assertTrue(
                run.hangs().stream().allMatch(hang -> hang.contains(": while,")),
                run.hangs()::toString);
        assertEquals(cases, total(run) + run.hangs().size());
        assertTrue(run.results().get("ran") > cases / 20, run.results()::toString);
        assertFlat(run.memory());
    }

    private static int total(DamagedModelsRun run) {
        return run.results().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** After the first half nothing new is needed. A leak of 1 kB a case would be 50 MB. */
    private static void assertFlat(List<Long> memory) {
        if (memory.size() < 4) {
            return;
        }
        long growth = memory.getLast() - memory.get(memory.size() / 2);
        assertTrue(growth < 48_000, () -> "grew by " + growth + " kB: " + memory);
    }

    /** Those of the shared folder and those that the build has fetched, if there are any. */
    static List<Path> realModels() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder :
                List.of(
                        Path.of(System.getProperty("vitral.shared", ""), "models"),
                        Path.of(System.getProperty("vitral.models.built", "")))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(".tflite"))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
