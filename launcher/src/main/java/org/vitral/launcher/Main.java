// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.osgi.framework.Bundle;

/**
 * Starts the framework with the features of the distribution and hands the arguments to a command.
 */
public final class Main {

    /** The exit code when the program itself is broken, as distinct from a failed input. */
    private static final int FAILED = 1;

    /** Tells that what is missing to start faster may be made after this run. */
    private static final String TRAIN = "vitral.start.train";

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
        Distribution distribution = new Distribution(Path.of(home));
        try {
            String file = System.getProperty(StartCache.PLAN);
            if (file == null) {
                return runAndTrain(distribution, () -> runWithoutPlan(distribution, arguments));
            }
            Optional<StartPlan> plan = StartPlan.read(Path.of(file));
            if (plan.isPresent() && plan.get().holds(distribution)) {
                return Distribution.hasOwnFeatures(arguments)
                        ? ProgramApart.run(distribution, arguments)
                        : run(plan.get(), distribution, arguments);
            }
            return runAndTrain(distribution, () -> ProgramApart.run(distribution, arguments));
        } catch (LaunchException failure) {
            System.err.println("vitral: " + failure.getMessage());
            return FAILED;
        }
    }

    /** A way to run the command. */
    private interface Way {
        int run() throws LaunchException;
    }

    private static int runAndTrain(Distribution distribution, Way way) throws LaunchException {
        int code = way.run();
        if (Boolean.getBoolean(TRAIN)) {
            Training.begin(distribution.home());
        }
        return code;
    }

    private static int run(StartPlan plan, Distribution distribution, String[] arguments)
            throws LaunchException {
        return run(plan.connected(), () -> distribution.withDropins(plan.bundles()), arguments);
    }

    /**
     * Runs a command in a framework in which each bundle has its own class loader. Called by {@link
     * ProgramApart}, too.
     *
     * @return the exit code
     */
    static int runWithoutPlan(Distribution distribution, String[] arguments)
            throws LaunchException {
        // Reading the features takes half as long as starting a framework: the two go on side by
        // side.
        FutureTask<List<Path>> bundles = new FutureTask<>(() -> distribution.bundlesFor(arguments));
        Thread.ofPlatform().daemon().start(bundles);
        return run(Set.of(), () -> result(bundles), arguments);
    }

    /** What finds the bundles. */
    private interface Bundles {
        List<Path> find() throws LaunchException;
    }

    private static int run(Set<Path> connected, Bundles bundles, String[] arguments)
            throws LaunchException {
        StartTimes times = new StartTimes();
        try (FeatureFramework framework = new FeatureFramework(connected)) {
            times.ended("framework");
            List<Bundle> installed = framework.install(bundles.find());
            times.ended("bundles installed");
            framework.start(installed);
            times.ended("bundles started");
            int code = framework.command("vitral").applyAsInt(arguments);
            times.ended("command");
            return code;
        } finally {
            times.ended("framework stopped");
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
