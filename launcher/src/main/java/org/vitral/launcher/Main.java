// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Starts the framework with the features of the distribution and hands the arguments to a command.
 */
public final class Main {

    /** The exit code when the program itself is broken, as distinct from a failed input. */
    private static final int FAILED = 1;

    private Main() {}

    /**
     * Runs the command {@code vitral}.
     *
     * @param arguments what the user typed
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        String home = System.getProperty("vitral.home");
        if (home == null) {
            System.err.println(
                    "vitral: the system property vitral.home does not say where the distribution is;"
                            + " start it with bin/vitral");
            return FAILED;
        }
        // Reading the features takes half as long as starting a framework: the two go on side by
        // side.
        FutureTask<List<Path>> bundles =
                new FutureTask<>(() -> new Distribution(Path.of(home)).bundlesFor(arguments));
        Thread.ofPlatform().daemon().start(bundles);
        try (FeatureFramework framework = new FeatureFramework()) {
            framework.start(framework.install(result(bundles)));
            return framework.command("vitral").applyAsInt(arguments);
        } catch (LaunchException failure) {
            System.err.println("vitral: " + failure.getMessage());
            return FAILED;
        }
    }

    private static List<Path> result(FutureTask<List<Path>> bundles) throws LaunchException {
        try {
            return bundles.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof LaunchException reason) {
                throw reason;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LaunchException("The start was interrupted", interrupted);
        }
    }
}
