// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import org.vitral.tflite.runtime.NativeCalls;

/**
 * Links C functions. The address of the function is the first argument of each handle, so that one
 * constant handle serves every loaded copy of the library.
 */
final class Downcalls {

    private Downcalls() {}

    /**
     * A handle for functions of this shape. The JDK shares what it generates between equal shapes.
     */
    static MethodHandle handle(FunctionDescriptor shape) {
        return Linker.nativeLinker().downcallHandle(shape);
    }

    /**
     * What a method handle threw: {@code MethodHandle.invokeExact} declares everything, a C
     * function throws nothing.
     */
    static RuntimeException failure(Throwable thrown) {
        return NativeCalls.failure(thrown);
    }
}
