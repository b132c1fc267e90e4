// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/**
 * The runtime behind the static entry points of the official API: the bundle's service while that
 * is active, else one that is made when it is first asked for. For any number of threads.
 */
public final class SharedRuntime {

    private static FfmTfLiteRuntime current;

    private SharedRuntime() {}

    /** The runtime of this moment. */
    public static synchronized FfmTfLiteRuntime get() {
        if (current == null) {
            current = new FfmTfLiteRuntime();
        }
        return current;
    }

    /** Makes the service the shared runtime; one that was made without it goes. */
    static synchronized void adopt(FfmTfLiteRuntime service) {
        if (current != null && current != service) {
            current.close();
        }
        current = service;
    }

    /** The service ends. */
    static synchronized void abandon(FfmTfLiteRuntime service) {
        if (current == service) {
            current = null;
        }
    }
}
