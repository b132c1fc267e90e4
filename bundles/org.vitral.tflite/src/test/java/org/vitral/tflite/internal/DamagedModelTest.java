// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A damaged model is an exception or a run, never the end of the JVM. */
class DamagedModelTest {

    private static final List<String> FLAGS = List.of("--enable-native-access=ALL-UNNAMED");
    private static final String SEED = "1";

    @Test
    void neverEndsTheProcess() throws IOException, InterruptedException {
        String model = SharedData.starterModel().getPath();
        // The offsets of this file's tables are at its end, those of its buffers at its beginning.
        String length = Long.toString(SharedData.starterModel().length());
        String tables = "2756920";
        ChildJvm.Result result =
                ChildJvm.start(FLAGS, DamagedModels.class, model, SEED, "200", "500", "0", "4096")
                        .await();
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(700, handled(result));

        result =
                ChildJvm.start(FLAGS, DamagedModels.class, model, SEED, "0", "100", tables, length)
                        .await();
        assertEquals(0, result.exitCode(), result.output());
        assertEquals(100, handled(result));
    }

    private static int handled(ChildJvm.Result result) {
        String line = result.lastLine();
        assertTrue(line.matches("rejected \\d+, ran \\d+"), line);
        String[] words = line.split("[ ,]+");
        return Integer.parseInt(words[1]) + Integer.parseInt(words[3]);
    }
}
