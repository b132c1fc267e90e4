// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite;

import java.io.File;
import java.nio.ByteBuffer;
import org.tensorflow.lite.nnapi.NnApiDelegate;
import org.vitral.tflite.internal.SharedRuntime;

/**
 * Makes interpreters on the runtime of this bundle. The name is the one that the official API looks
 * for; use {@link InterpreterApi#create(File, InterpreterApi.Options)} instead of this class.
 */
public final class InterpreterFactoryImpl implements InterpreterFactoryApi {

    /** A factory on the runtime that is shared by all users of this class. */
    public InterpreterFactoryImpl() {}

    @Override
    public InterpreterApi create(File model, InterpreterApi.Options options) {
        return SharedRuntime.get().createInterpreter(model, options);
    }

    @Override
    public InterpreterApi create(ByteBuffer model, InterpreterApi.Options options) {
        return SharedRuntime.get().createInterpreter(model, options);
    }

    @Override
    public String runtimeVersion() {
        return SharedRuntime.get().version();
    }

    @Override
    public String schemaVersion() {
        return SharedRuntime.get().schemaVersion();
    }

    @Override
    public NnApiDelegate.PrivateInterface createNnApiDelegateImpl(NnApiDelegate.Options options) {
        throw new UnsupportedOperationException(
                "NNAPI is a part of Android and is not here: leave the NnApiDelegate away, or use"
                        + " XNNPACK");
    }
}
