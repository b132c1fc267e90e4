// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;

/**
 * A model that is ready to run in native memory, with all that it needs.
 *
 * @param library the library that it belongs to
 * @param interpreter the {@code TfLiteInterpreter*}
 * @param errors where its errors are reported
 * @param resources what goes when it is closed
 */
record Graph(NativeLibrary library, MemorySegment interpreter, ErrorLog errors, Resources resources)
        implements AutoCloseable {

    @Override
    public void close() {
        resources.close();
    }
}
