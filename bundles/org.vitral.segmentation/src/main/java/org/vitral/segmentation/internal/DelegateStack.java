// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.lite.Delegate;
import org.tensorflow.lite.InterpreterApi;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateShare;
import org.vitral.tflite.runtime.Delegation;
import org.vitral.tflite.runtime.NativeInterpreter;
import org.vitral.tflite.runtime.PlainKernels;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * The delegates of one engine, in the order in which they are applied. Closed after the
 * interpreter, the last one first.
 */
final class DelegateStack implements AutoCloseable {

    private final TfLiteRuntime runtime;
    private final List<Layer> layers = new ArrayList<>();

    private record Layer(DelegateCandidate candidate, Delegate delegate) {
        boolean isPlain() {
            return delegate instanceof PlainKernels;
        }
    }

    private DelegateStack(TfLiteRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Makes the delegates; all or none.
     *
     * @throws DelegateRefusal if one of them cannot be made
     */
    static DelegateStack create(
            TfLiteRuntime runtime, List<DelegateCandidate> candidates, DelegateOptions options)
            throws DelegateRefusal {
        DelegateStack stack = new DelegateStack(runtime);
        boolean complete = false;
        try {
            for (DelegateCandidate candidate : candidates) {
                stack.layers.add(new Layer(candidate, candidate.create(runtime, options)));
            }
            complete = true;
            return stack;
        } finally {
            if (!complete) {
                stack.close();
            }
        }
    }

    /** Names them to an interpreter that is going to be made. */
    void addTo(InterpreterApi.Options options) {
        layers.forEach(layer -> options.addDelegate(layer.delegate()));
    }

    /** What each of them took of the graph of an interpreter that was made with them. */
    List<EffectiveDelegate> effectiveIn(NativeInterpreter interpreter) {
        long applied = layers.stream().filter(layer -> !layer.isPlain()).count();
        Optional<Delegation> known =
                interpreter.delegation().filter(all -> all.shares().size() == applied);
        List<EffectiveDelegate> effective = new ArrayList<>();
        int next = 0;
        for (Layer layer : layers) {
            String name = layer.candidate().name();
            String version = layer.candidate().version(runtime);
            if (known.isEmpty()) {
                effective.add(new EffectiveDelegate(name, version));
                continue;
            }
            OptionalInt all = OptionalInt.of(known.get().nodes());
            if (layer.isPlain()) {
                int left = known.get().nodes() - known.get().delegatedNodes();
                effective.add(
                        new EffectiveDelegate(
                                name, version, OptionalInt.of(left), all, OptionalInt.empty()));
            } else {
                DelegateShare share = known.get().shares().get(next++);
                effective.add(
                        new EffectiveDelegate(
                                name,
                                version,
                                OptionalInt.of(share.nodes()),
                                all,
                                OptionalInt.of(share.partitions())));
            }
        }
        return List.copyOf(effective);
    }

    /** Closes all of them, and then throws what the first one threw. */
    @Override
    public void close() {
        RuntimeException first = null;
        for (Layer layer : layers.reversed()) {
            try {
                layer.delegate().close();
            } catch (RuntimeException | LinkageError failure) {
                if (first == null) {
                    first =
                            new IllegalStateException(
                                    "The delegate %s failed to close: %s"
                                            .formatted(layer.candidate().name(), failure),
                                    failure);
                }
            }
        }
        layers.clear();
        if (first != null) {
            throw first;
        }
    }
}
