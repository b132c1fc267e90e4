// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.tensorflow.lite.Delegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.RuntimeLease;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** A delegate of a library. It keeps that and TensorFlow Lite mapped until it is closed. */
final class ExternalDelegate implements Delegate {

    private final RuntimeLease lease;
    private final PluginLibrary library;
    private MemorySegment handle;

    /**
     * A new delegate.
     *
     * @param log gets what the library reports once the delegate is made
     * @throws IllegalStateException if the library cannot be used or refuses: with its own words
     */
    ExternalDelegate(
            TfLiteRuntime runtime,
            PluginSettings settings,
            DelegateOptions engine,
            Consumer<String> log) {
        lease = runtime.lease();
        try {
            library = PluginLibrary.open(settings.library());
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
        try {
            handle = create(settings.options().filledFor(engine), settings, log);
        } catch (RuntimeException | Error e) {
            library.close();
            lease.close();
            throw e;
        }
    }

    private MemorySegment create(
            PluginOptions options, PluginSettings settings, Consumer<String> log) {
        ErrorMessages errors = new ErrorMessages(library.arena(), log);
        MemorySegment created = library.create(options, errors);
        String said = errors.take();
        if (created.address() == 0) {
            throw new IllegalStateException(
                    "The library %s makes no delegate with the options [%s]: %s"
                            .formatted(
                                    settings.library(),
                                    options,
                                    said.isEmpty()
                                            ? "it does not say why; its documentation says which options it takes and what it needs"
                                            : said));
        }
        if (!said.isEmpty()) {
            log.accept(said);
        }
        return created;
    }

    @Override
    public synchronized long getNativeHandle() {
        return handle.address();
    }

    @Override
    public synchronized void close() {
        if (handle.address() != 0) {
            library.destroy(handle);
            handle = MemorySegment.NULL;
            library.close();
            lease.close();
        }
    }
}
