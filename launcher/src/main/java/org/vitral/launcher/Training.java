// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the {@link StartCache} of a distribution. */
public final class Training {

    private Training() {}

    /**
     * Makes it in the folder that the system property {@code vitral.start} names, for the Java that
     * runs this. Says on the standard error what became of it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        String message;
        int code = 1;
        try {
            Distribution distribution =
                    new Distribution(Path.of(System.getProperty("vitral.home")));
            Path folder = Path.of(System.getProperty("vitral.start"));
            Path java = Path.of(System.getProperty("java.home"));
            message = new StartCache(distribution, folder, java).make();
            code = 0;
        } catch (LaunchException | IOException failure) {
            message = "The start cannot be prepared: " + failure.getMessage();
        } catch (InterruptedException interrupted) {
            message = "Interrupted";
        }
        System.err.println("vitral: " + message);
        System.exit(code);
    }

    /**
     * Begins to make it in a process of its own, which nobody waits for. If that cannot be, all
     * starts are as slow as this one.
     */
    static void begin(Path home) {
        List<String> command =
                new ArrayList<>(
                        List.of("nice", "-n", "10", "sh", home.resolve("bin/vitral").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("VITRAL_START", "train");
        try {
            builder.start();
        } catch (IOException impossible) {
            // Then not.
        }
    }
}
