// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

/**
 * Where goes what TensorFlow Lite reports. What becomes an exception is only for those who look
 * closely; what does not is a warning.
 */
interface NativeLog {

    void warn(String message);

    void debug(String message);

    /** The log of the JVM, for a program without OSGi. */
    static NativeLog ofJvm() {
        System.Logger logger = System.getLogger("org.vitral.tflite");
        return new NativeLog() {
            @Override
            public void warn(String message) {
                logger.log(System.Logger.Level.WARNING, message);
            }

            @Override
            public void debug(String message) {
                logger.log(System.Logger.Level.DEBUG, message);
            }
        };
    }
}
