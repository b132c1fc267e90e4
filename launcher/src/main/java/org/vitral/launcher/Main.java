// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

package org.vitral.launcher;

import java.nio.file.Path;

/** Starts the framework with the features of the distribution and hands the arguments to a command. */
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
        try (FeatureFramework framework = new FeatureFramework()) {
            Distribution distribution = new Distribution(Path.of(home));
            framework.start(framework.install(distribution.bundles()));
            return framework.command("vitral").applyAsInt(arguments);
        } catch (LaunchException failure) {
            System.err.println("vitral: " + failure.getMessage());
            return FAILED;
        }
    }
}
