// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.tensorflow.lite.gpu;

import java.io.Closeable;
import org.vitral.delegate.gpu.internal.OfficialGpuDelegates;

/**
 * Tells whether a {@link GpuDelegate} can be made on this device. On Android it is a list of
 * devices; here it looks for the delegate's library and for a driver.
 */
public class CompatibilityList implements Closeable {

    private volatile boolean closed;

    public CompatibilityList() {}

    /**
     * Whether the library and a driver are there. A delegate may still be refused by the library.
     *
     * @throws IllegalStateException after close
     */
    public boolean isDelegateSupportedOnThisDevice() {
        if (closed) {
            throw new IllegalStateException("The compatibility list has been closed");
        }
        return OfficialGpuDelegates.areSupported();
    }

    /** The defaults: nothing better is known of this device. */
    @SuppressWarnings("deprecation") // The official method gives this class.
    public GpuDelegate.Options getBestOptionsForThisDevice() {
        return new GpuDelegate.Options();
    }

    @Override
    public void close() {
        closed = true;
    }
}
