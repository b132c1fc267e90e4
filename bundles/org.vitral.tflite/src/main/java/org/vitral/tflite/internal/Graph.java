// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.tflite.runtime.DelegateShare;
import org.vitral.tflite.runtime.Delegation;

/**
 * A model that is ready to run in native memory, with all that it needs.
 *
 * @param library the library that it belongs to
 * @param interpreter the {@code TfLiteInterpreter*}
 * @param errors where its errors are reported
 * @param thread where its native code runs
 * @param delegates what takes parts of it, in the order in which they were applied
 * @param shapes looks at new shapes of its inputs
 * @param resources what goes when it is closed
 */
record Graph(
        NativeLibrary library,
        MemorySegment interpreter,
        ErrorLog errors,
        NativeThread thread,
        List<ObservedDelegate> delegates,
        ShapeCheck shapes,
        Resources resources)
        implements AutoCloseable {

    /** Empty where there is no delegate, or where it is not known. */
    Optional<Delegation> delegation() {
        if (delegates.isEmpty()) {
            return Optional.empty();
        }
        List<DelegateShare> shares = new ArrayList<>();
        for (ObservedDelegate delegate : delegates) {
            Optional<DelegateShare> share = delegate.share();
            if (share.isEmpty()) {
                return Optional.empty();
            }
            shares.add(share.get());
        }
        return Optional.of(new Delegation(delegates.getFirst().nodesBefore(), shares));
    }

    @Override
    public void close() {
        resources.close();
    }
}
