// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * What a choice of {@code auto} depends on: where one of these is another, it does not hold.
 *
 * @param model the SHA-256 of the model's file, and the size of its input where that is open
 * @param threads the number of threads
 * @param machine the operating system and the processors
 * @param runtime the version of TensorFlow Lite
 * @param delegates the delegates to choose from, with versions and settings
 * @param agreement the share of places in which a delegate must agree
 */
record ChoiceKey(
        String model,
        int threads,
        String machine,
        String runtime,
        String delegates,
        double agreement) {

    /** The key for choosing from some delegates. */
    static ChoiceKey of(
            EngineRequest request,
            ModelDescription model,
            List<DelegateCandidate> working,
            TfLiteRuntime runtime) {
        return new ChoiceKey(
                sized(model),
                request.effectiveThreads(),
                Machine.describe(),
                runtime.version(),
                working.stream()
                        .map(one -> one.name() + " " + one.version(runtime) + " " + one.settings())
                        .sorted()
                        .collect(Collectors.joining("; ")),
                request.auto().agreement());
    }

    /** A delegate that is the fastest on small images need not be so on large ones. */
    private static String sized(ModelDescription model) {
        ModelInput input = model.input();
        return input.resizable()
                ? model.sha256() + " at " + input.width() + "x" + input.height()
                : model.sha256();
    }

    /** All of it, by name. */
    Map<String, String> entries() {
        return new TreeMap<>(
                Map.of(
                        "model", model,
                        "threads", String.valueOf(threads),
                        "machine", machine,
                        "runtime", runtime,
                        "delegates", delegates,
                        "agreement", String.valueOf(agreement)));
    }

    /** A name for a file that is another one for each key. */
    String fileName() {
        return CacheName.of(entries().toString()) + ".properties";
    }
}
