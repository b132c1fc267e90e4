// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.launcher.HostProcess.Kind;

/**
 * A framework that is stopped in the middle of a swap stops, whatever the moment, and leaves
 * nothing that keeps the process or a class. Whole: {@code ./mvnw verify -Psoak
 * -Dvitral.soak=orders}.
 */
class StopInSwapIT {

    private static final String SOAK = "orders";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void aStopInTheMiddleOfASwapEndsInOrder(Kind kind) throws Exception {
        BuiltDistribution.assumeModel("deeplabv3");
        int stops = Soak.size(SOAK, kind == Kind.FELIX ? 4 : 2, 100);
        HostProcess run =
                HostProcess.run(
                        folder,
                        HostProcess.WATCHED,
                        kind.classPath(),
                        Duration.ofMinutes(5 + stops),
                        StopInSwapRun.class.getName(),
                        Soak.seed(SOAK, 4),
                        stops,
                        BuiltDistribution.cat(),
                        BuiltDistribution.HOME,
                        folder.resolve("framework"));
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit(), () -> "" + run.out());
        assertEquals(1, run.out().size(), () -> "" + run.out());
        System.out.println(kind + ": " + run.out().getFirst());
    }
}
