// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.nio.file.Path;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** A process that keeps packed weights in the folder that it is given, and runs with them. */
final class StoredRuns {

    private StoredRuns() {}

    /** Ends with the number of runs that failed. */
    public static void main(String[] arguments) {
        XnnpackDelegateProvider provider =
                new XnnpackDelegateProvider(
                        new XnnpackSettings(
                                0,
                                XnnpackSettings.DEFAULT_FLAGS,
                                WeightCache.file,
                                Path.of(arguments[0])),
                        message -> {
                            throw new AssertionError(message);
                        });
        Path model = Starter.model();
        DelegateOptions options = new DelegateOptions(1, Starter.token(model));
        int failed = 0;
        for (int i = 0; i < 3; i++) {
            try (Delegate delegate = provider.create(TfLiteRuntimes.shared(), options);
                    InterpreterApi interpreter = Starter.interpreter(model, delegate)) {
                failed += Starter.differences(Starter.scores(interpreter)) == 0 ? 0 : 1;
            }
        }
        System.exit(failed);
    }
}
