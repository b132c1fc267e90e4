// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.launcher.HostProcess.Kind;

/**
 * Each bundle of ours is stopped, started, updated and installed anew in random orders, and each
 * time the system ends healthy: the golden mask comes, no class loader is left, no error is logged.
 * Whole: {@code ./mvnw verify -Psoak -Dvitral.soak=orders}.
 */
class BundleOrdersIT {

    private static final String SOAK = "orders";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void theSystemEndsHealthyAndKeepsNoClassLoader(Kind kind) throws Exception {
        int orders = Soak.size(SOAK, kind == Kind.FELIX ? 3 : 1, kind == Kind.FELIX ? 200 : 20);
        HostProcess run = run(kind, Soak.seed(SOAK, 4), orders);
        assertEquals(List.of(), run.err());
        assertEquals(0, run.exit(), () -> "" + run.out());
        run.out().forEach(line -> System.out.println(kind + ": " + line));
    }

    private HostProcess run(Kind kind, long seed, int orders)
            throws IOException, InterruptedException {
        Path photograph = BuiltDistribution.photograph("horse_rider_257.jpg");
        Path golden = BuiltDistribution.photograph("horse_rider_257.golden.png");
        BuiltDistribution.assumeModel("deeplabv3");
        return HostProcess.run(
                folder,
                HostProcess.WATCHED,
                kind.classPath(),
                Duration.ofMinutes(10 + orders),
                BundleOrdersRun.class.getName(),
                seed,
                orders,
                photograph.toAbsolutePath(),
                golden.toAbsolutePath(),
                BuiltDistribution.HOME,
                folder.resolve("framework"));
    }
}
