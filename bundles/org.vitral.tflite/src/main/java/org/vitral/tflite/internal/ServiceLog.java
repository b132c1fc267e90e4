// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Brings what TensorFlow Lite reports to the OSGi Log Service while there is one. A component of
 * its own: the runtime works in a framework that has not even the package of that service.
 */
@Component(
        service = {},
        immediate = true)
public final class ServiceLog implements NativeLog {

    private final Logger logger;

    /** Made by Declarative Services. */
    @Activate
    public ServiceLog(@Reference(service = LoggerFactory.class) Logger logger) {
        this.logger = logger;
        RuntimeLog.SHARED.use(this);
    }

    @Deactivate
    void deactivate() {
        RuntimeLog.SHARED.forget(this);
    }

    @Override
    public void warn(String message) {
        logger.warn("{}", message);
    }

    @Override
    public void debug(String message) {
        logger.debug("{}", message);
    }
}
