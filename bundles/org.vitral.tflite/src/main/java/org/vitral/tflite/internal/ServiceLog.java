// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** The OSGi Log Service while there is one, else the log of the JVM. */
final class ServiceLog implements NativeLog {

    private final NativeLog otherwise = NativeLog.ofJvm();
    private LoggerFactory service;
    private volatile Logger logger;

    synchronized void use(LoggerFactory factory) {
        service = factory;
        logger = factory.getLogger(FfmTfLiteRuntime.class);
    }

    /** Unless another one has already taken its place. */
    synchronized void forget(LoggerFactory factory) {
        if (service == factory) {
            service = null;
            logger = null;
        }
    }

    @Override
    public void warn(String message) {
        Logger current = logger;
        if (current == null) {
            otherwise.warn(message);
        } else {
            current.warn(message);
        }
    }

    @Override
    public void debug(String message) {
        Logger current = logger;
        if (current == null) {
            otherwise.debug(message);
        } else {
            current.debug(message);
        }
    }
}
