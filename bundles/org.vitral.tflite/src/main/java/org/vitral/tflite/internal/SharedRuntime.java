// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/**
 * The runtime behind the static entry points of the official API: the bundle's service while that
 * is active, else one that is made when it is first asked for. For any number of threads.
 */
public final class SharedRuntime {

    private static FfmTfLiteRuntime current;
    private static boolean stopped;

    private SharedRuntime() {}

    /**
     * The runtime of this moment.
     *
     * @throws IllegalStateException if this is a bundle, and it has been stopped
     */
    public static synchronized FfmTfLiteRuntime get() {
        if (stopped) {
            throw new IllegalStateException(
                    "This copy of the bundle org.vitral.tflite has been stopped or updated: start"
                            + " it, or refresh the bundles that use it");
        }
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

    /** The bundle starts. */
    static synchronized void open() {
        stopped = false;
    }

    /** The bundle stops: no runtime is made any more, since nobody would close it. */
    static synchronized void close() {
        stopped = true;
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
