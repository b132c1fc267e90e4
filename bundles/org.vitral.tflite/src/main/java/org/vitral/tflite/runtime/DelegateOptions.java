// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.util.Objects;

/**
 * What an engine asks of its delegate.
 *
 * @param threads the number of threads to work with, from 1 to {@link #MOST_THREADS}
 * @param modelToken what tells the model from every other, the SHA-256 of its file in hexadecimal;
 *     a delegate that keeps packed or compiled data names them by it. Empty where it is not known:
 *     such a delegate keeps nothing then.
 */
public record DelegateOptions(int threads, String modelToken) {

    /**
     * More than any machine has a use for; native code that gets no more threads ends the process.
     */
    public static final int MOST_THREADS = 1024;

    public DelegateOptions {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "A delegate works with 1 to %,d threads, not %,d"
                            .formatted(MOST_THREADS, threads));
        }
        Objects.requireNonNull(modelToken, "modelToken");
    }

    /** For a model that is not known. */
    public DelegateOptions(int threads) {
        this(threads, "");
    }
}
