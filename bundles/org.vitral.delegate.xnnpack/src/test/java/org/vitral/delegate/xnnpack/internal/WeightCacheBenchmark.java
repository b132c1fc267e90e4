// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * What a weight cache saves: the time in which delegate and interpreter are made and closed,
 * interleaved in one process and in random order, and the memory of four interpreters, each kind in
 * a process of its own.
 *
 * <pre>{@code
 * ./mvnw -q verify -pl bundles/org.vitral.delegate.xnnpack -am -DskipTests -Pbenchmark
 * }</pre>
 */
public final class WeightCacheBenchmark {

    private static final int ROUNDS = 60;
    private static final int WARM_UP = 15;
    private static final int INTERPRETERS = 4;
    private static final int PROCESSES = 3;

    private final Path model = Starter.model();
    private final String token = Starter.token(model);
    private final Path folder;

    private WeightCacheBenchmark(Path folder) {
        this.folder = folder;
    }

    /** Without an argument prints the table; with a cache and a folder, its memory in kB. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2) {
            WeightCache cache = WeightCache.valueOf(arguments[0]);
            System.out.println(new WeightCacheBenchmark(Path.of(arguments[1])).memory(cache));
            return;
        }
        Path folder = Files.createTempDirectory("vitral-weights");
        Map<WeightCache, double[]> times = new WeightCacheBenchmark(folder).times();
        double time = median(times.get(WeightCache.none));
        Map<WeightCache, double[]> memories = memories(folder);
        double memory = median(memories.get(WeightCache.none));
        System.out.println(
                "| weight_cache | create ms | / none | memory of 4, MB | / none |\n|---|---|---|---|---|");
        for (WeightCache cache : WeightCache.values()) {
            double ms = median(times.get(cache));
            double kilobytes = median(memories.get(cache));
            System.out.printf(
                    "| %s | %.2f | %.2f | %.1f | %.2f |%n",
                    cache, ms, ms / time, kilobytes / 1024, kilobytes / memory);
        }
    }

    private DelegateProvider provider(WeightCache cache) {
        return new XnnpackDelegateProvider(
                new XnnpackSettings(0, XnnpackSettings.DEFAULT_FLAGS, cache, folder),
                System.err::println);
    }

    private Map<WeightCache, double[]> times() {
        Map<WeightCache, DelegateProvider> providers = new EnumMap<>(WeightCache.class);
        Map<WeightCache, double[]> times = new EnumMap<>(WeightCache.class);
        for (WeightCache cache : WeightCache.values()) {
            providers.put(cache, provider(cache));
            times.put(cache, new double[ROUNDS]);
        }
        List<WeightCache> order = new ArrayList<>(providers.keySet());
        Random random = new Random(7);
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Collections.shuffle(order, random);
            for (WeightCache cache : order) {
                long start = System.nanoTime();
                try (Delegate delegate = create(providers.get(cache));
                        InterpreterApi interpreter = Starter.interpreter(model, delegate)) {
                    if (round >= 0) {
                        times.get(cache)[round] = (System.nanoTime() - start) / 1e6;
                    }
                }
            }
        }
        return times;
    }

    private Delegate create(DelegateProvider provider) {
        return provider.create(TfLiteRuntimes.shared(), new DelegateOptions(1, token));
    }

    private static Map<WeightCache, double[]> memories(Path folder) throws Exception {
        Map<WeightCache, double[]> memories = new EnumMap<>(WeightCache.class);
        for (int round = 0; round < PROCESSES; round++) {
            for (WeightCache cache : WeightCache.values()) {
                memories.computeIfAbsent(cache, any -> new double[PROCESSES])[round] =
                        Double.parseDouble(inOwnProcess(cache, folder));
            }
        }
        return memories;
    }

    private static String inOwnProcess(WeightCache cache, Path folder) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xms128m",
                                "-Xmx128m",
                                "-XX:+AlwaysPreTouch",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dvitral.shared=" + System.getProperty("vitral.shared"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                WeightCacheBenchmark.class.getName(),
                                cache.name(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String out =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return out;
    }

    /** What four interpreters add to the resident memory once each has run, in kB. */
    private long memory(WeightCache cache) throws IOException {
        DelegateProvider provider = provider(cache);
        // Whatever is loaded once is there before.
        try (Delegate delegate = create(provider);
                InterpreterApi interpreter = Starter.interpreter(model, delegate)) {
            Starter.scores(interpreter);
        }
        List<AutoCloseable> open = new ArrayList<>();
        long before = resident();
        for (int i = 0; i < INTERPRETERS; i++) {
            Delegate delegate = create(provider);
            open.add(delegate);
            InterpreterApi interpreter = Starter.interpreter(model, delegate);
            open.add(interpreter);
            Starter.scores(interpreter);
        }
        return resident() - before;
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Rss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
