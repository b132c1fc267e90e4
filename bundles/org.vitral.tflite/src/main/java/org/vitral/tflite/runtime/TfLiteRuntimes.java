// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.nio.file.Path;
import org.vitral.tflite.internal.CacheFolder;
import org.vitral.tflite.internal.SharedRuntime;

/** The way to a {@link TfLiteRuntime} for those who do not get it as a service. */
public final class TfLiteRuntimes {

    private TfLiteRuntimes() {}

    /**
     * The runtime that {@link org.tensorflow.lite.InterpreterApi#create} uses. Outside OSGi it is
     * made when it is first asked for and lasts as long as the process; in OSGi it is the service
     * of this bundle. The native library is loaded at its first use.
     *
     * @throws IllegalStateException if this is a bundle, and it has been stopped
     */
    public static TfLiteRuntime shared() {
        return SharedRuntime.get();
    }

    /**
     * The folder of this user in which Vitral keeps what it can make again: {@code
     * org.vitral.cache} where that system property is set, else the usual place of the operating
     * system. It may not exist yet.
     */
    public static Path cacheFolder() {
        return CacheFolder.current();
    }
}
