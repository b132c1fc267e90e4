// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import org.osgi.annotation.versioning.ProviderType;

/** Keeps a {@link TfLiteRuntime}'s library mapped until it is closed. */
@ProviderType
public interface RuntimeLease extends AutoCloseable {

    /** Ends the lease. Closing twice does nothing more. */
    @Override
    void close();
}
