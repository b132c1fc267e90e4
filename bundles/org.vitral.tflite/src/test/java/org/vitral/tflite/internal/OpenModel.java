// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import org.osgi.framework.Bundle;

/**
 * An interpreter of a bundle, used by the public methods of its classes. The classes of the same
 * name beside this one are not those of the bundle, hence the reflection.
 */
final class OpenModel implements AutoCloseable {

    private final AutoCloseable interpreter;
    private final Method run;

    private OpenModel(AutoCloseable interpreter, Method run) {
        this.interpreter = interpreter;
        this.run = run;
    }

    /** Opens the model {@code y = -x}. */
    static OpenModel negate(Bundle bundle) {
        return open(bundle, TinyModel.negate(1));
    }

    /** Tries to open a model with an operator that no runtime has. */
    static void impossible(Bundle bundle) {
        open(bundle, TinyModel.custom("Absent")).close();
    }

    private static OpenModel open(Bundle bundle, ByteBuffer model) {
        try {
            Class<?> api = bundle.loadClass("org.tensorflow.lite.InterpreterApi");
            Class<?> options = bundle.loadClass("org.tensorflow.lite.InterpreterApi$Options");
            Method create = api.getMethod("create", ByteBuffer.class, options);
            Object interpreter = call(create, null, model, null);
            return new OpenModel(
                    (AutoCloseable) interpreter, api.getMethod("run", Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens that model, runs it and closes it. */
    static float negate(Bundle bundle, float x) {
        try (OpenModel model = negate(bundle)) {
            return model.run(x);
        }
    }

    /** The address of a function of a bundle's library; its scope is the library's. */
    static MemorySegment symbol(Bundle bundle, String name) {
        try {
            Class<?> runtimes = bundle.loadClass("org.vitral.tflite.runtime.TfLiteRuntimes");
            Class<?> runtime = bundle.loadClass("org.vitral.tflite.runtime.TfLiteRuntime");
            Object shared = call(runtimes.getMethod("shared"), null);
            Method symbol = runtime.getMethod("symbol", String.class);
            return (MemorySegment) call(symbol, shared, name);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    float run(float x) {
        float[] result = new float[1];
        try {
            call(run, interpreter, new float[] {x}, result);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return result[0];
    }

    @Override
    public void close() {
        try {
            interpreter.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Object call(Method method, Object on, Object... arguments)
            throws IllegalAccessException {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        }
    }
}
