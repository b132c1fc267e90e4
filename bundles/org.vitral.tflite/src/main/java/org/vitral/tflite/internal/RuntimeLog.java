// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/** The log of this bundle's runtimes: that of the JVM, unless somebody has a better one. */
final class RuntimeLog implements NativeLog {

    static final RuntimeLog SHARED = new RuntimeLog();

    private final NativeLog ofJvm = NativeLog.ofJvm();
    private volatile NativeLog current = ofJvm;

    private RuntimeLog() {}

    synchronized void use(NativeLog log) {
        current = log;
    }

    /** Unless another one has already taken its place. */
    synchronized void forget(NativeLog log) {
        if (current == log) {
            current = ofJvm;
        }
    }

    @Override
    public void warn(String message) {
        current.warn(message);
    }

    @Override
    public void debug(String message) {
        current.debug(message);
    }
}
