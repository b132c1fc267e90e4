// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@link DamagedModels} in a child and starts it again, behind the case that ended it, until
 * all cases have been handled.
 */
final class DamagedModelsRun {

    /** A case takes milliseconds. Only what never ends takes as long as this. */
    private static final long HANG_SECONDS = 30;

    private static final List<String> FLAGS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.vitral.memory=100000000",
                    "-XX:+UseSerialGC",
                    "-XX:+ErrorFileToStdout",
                    "-XX:-CreateCoredumpOnCrash");

    /** Of what the JVM says when it ends by a signal, the frames of native code and the signal. */
    private static final String CRASH_LINE =
            "(#  SIG|# +Internal|C +\\[|siginfo|terminate called|double|free|malloc|munmap|corrupted|  what).*";

    private static final int MOST_CRASH_LINES = 14;

    private final long seed;
    private final int cases;
    private final int runShare;
    private final List<Path> realModels;
    private final Map<String, Integer> results = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> hangs = new ArrayList<>();
    private final List<Long> memory = new ArrayList<>();
    private volatile long lastWord;
    private volatile boolean hung;

    DamagedModelsRun(long seed, int cases, int mostRunsOfRealModels, List<Path> realModels) {
        this.seed = seed;
        this.cases = cases;
        this.realModels = realModels;
        // An odd one, so that runs with and without XNNPACK alternate.
        this.runShare = cases / DamagedModels.REAL_SHARE / mostRunsOfRealModels | 1;
    }

    /** How often each result came: {@code rejected}, {@code ran}, {@code failed} and so on. */
    Map<String, Integer> results() {
        return results;
    }

    /** Each case that did not end. */
    List<String> hangs() {
        return hangs;
    }

    /** Each crash and wrong exception, with the case that leads to it. */
    List<String> failures() {
        return failures;
    }

    /** The resident memory of the last child as it went on, in kilobytes. */
    List<Long> memory() {
        return memory;
    }

    void run() throws IOException, InterruptedException {
        int next = 0;
        while (next < cases) {
            next = runFrom(next) + 1;
        }
    }

    /** The last case that has been begun. */
    private int runFrom(int first) throws IOException, InterruptedException {
        String[] arguments =
                Stream.concat(
                                Stream.of(seed, first, cases, runShare).map(Object::toString),
                                realModels.stream().map(Path::toString))
                        .toArray(String[]::new);
        Process child = ChildJvm.start(FLAGS, DamagedModels.class, arguments).process();
        lastWord = System.nanoTime();
        Thread watchdog = Thread.ofVirtual().start(() -> endIfHung(child));
        memory.clear();
        String begun = "nothing";
        int last = first - 1;
        List<String> words = new ArrayList<>();
        try (BufferedReader output = child.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lastWord = System.nanoTime();
                if (line.startsWith(DamagedModels.CASE)) {
                    begun = line;
                    last++;
                    words.clear();
                } else if (line.startsWith(DamagedModels.RESULT)) {
                    results.merge(line.split("[ :]+")[1], 1, Integer::sum);
                } else if (line.startsWith(DamagedModels.MEMORY)) {
                    memory.add(Long.parseLong(line.split(" ")[1]));
                } else if (line.startsWith(DamagedModels.WRONG)) {
                    failures.add(begun + "\n    " + line);
                } else if (line.matches(CRASH_LINE) && words.size() < MOST_CRASH_LINES) {
                    words.add(line.strip());
                }
            }
        }
        int exitCode = child.waitFor();
        watchdog.join();
        if (hung) {
            hangs.add(begun);
            hung = false;
        } else if (exitCode != 0) {
            failures.add(
                    "%s%n    exit code %d%n    %s"
                            .formatted(begun, exitCode, String.join("\n    ", words)));
        }
        // A child that cannot even begin would be started for ever.
        return Math.max(last, first);
    }

    private void endIfHung(Process child) {
        try {
            while (!child.waitFor(1, TimeUnit.SECONDS)) {
                if (System.nanoTime() - lastWord > TimeUnit.SECONDS.toNanos(HANG_SECONDS)) {
                    hung = true;
                    child.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            child.destroyForcibly();
        }
    }
}
