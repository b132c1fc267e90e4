// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

/**
 * What an engine asks of its delegate.
 *
 * @param threads the number of threads to work with, at least 1
 */
public record DelegateOptions(int threads) {
    public DelegateOptions {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "A delegate works with at least one thread, not " + threads);
        }
    }
}
