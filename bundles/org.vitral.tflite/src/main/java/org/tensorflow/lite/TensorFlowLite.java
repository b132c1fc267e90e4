// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite;

import org.tensorflow.lite.InterpreterApi.Options.TfLiteRuntime;

/**
 * Tells which TensorFlow Lite runs here. It takes the place of the class of the same name in the
 * official Android artifact, which loads a JNI library; this one uses the runtime of this bundle.
 *
 * <p>There is one runtime, that of the application: a desktop or a server has no system runtime.
 */
public final class TensorFlowLite {

    private TensorFlowLite() {}

    /**
     * The version of the model schema.
     *
     * @deprecated Use {@link #runtimeVersion()} or {@link #schemaVersion()}.
     */
    @Deprecated
    public static String version() {
        return schemaVersion();
    }

    /**
     * The version of the native runtime, for example {@code 2.21.0}.
     *
     * @throws IllegalStateException if that runtime is not here
     */
    public static String runtimeVersion(TfLiteRuntime runtime) {
        return getFactory(runtime).runtimeVersion();
    }

    /** The version of the native runtime of the application. */
    public static String runtimeVersion() {
        return runtimeVersion(null);
    }

    /**
     * The version of the model schema that the runtime reads, for example {@code 3}.
     *
     * @throws IllegalStateException if that runtime is not here
     */
    public static String schemaVersion(TfLiteRuntime runtime) {
        return getFactory(runtime).schemaVersion();
    }

    /** The version of the model schema that the runtime of the application reads. */
    public static String schemaVersion() {
        return schemaVersion(null);
    }

    /**
     * Makes sure that the native library is loaded.
     *
     * @throws UnsatisfiedLinkError if it cannot be loaded: why, and what to do
     */
    public static void init() {
        try {
            runtimeVersion();
        } catch (IllegalStateException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError(e.getMessage());
            error.initCause(e);
            throw error;
        }
    }

    /** Called by {@link InterpreterApi}. Null stands for the default of the official API. */
    static InterpreterFactoryApi getFactory(TfLiteRuntime runtime) {
        if (runtime == TfLiteRuntime.FROM_SYSTEM_ONLY) {
            throw new IllegalStateException(
                    "There is no system runtime of TensorFlow Lite here: use"
                            + " TfLiteRuntime.FROM_APPLICATION_ONLY, the default");
        }
        return new InterpreterFactoryImpl();
    }
}
