// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

/** What native calls have in common. */
public final class NativeCalls {

    private NativeCalls() {}

    /**
     * What a method handle threw: {@code MethodHandle.invokeExact} declares everything, a C
     * function throws nothing.
     */
    public static RuntimeException failure(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException("A native call failed", thrown);
        };
    }
}
