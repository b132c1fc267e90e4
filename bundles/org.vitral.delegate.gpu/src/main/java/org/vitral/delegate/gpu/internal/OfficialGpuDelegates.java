// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.lite.gpu.GpuDelegateFactory;
import org.vitral.tflite.runtime.TfLiteRuntimes;
import org.vitral.tflite.runtime.ThreadBoundDelegate;

/** What is behind the official classes: delegates on the runtime that all their users share. */
public final class OfficialGpuDelegates {

    /** What the official classes stand for where precision may be lost: speed, above all. */
    private static final List<InferencePriority> FAST =
            List.of(
                    InferencePriority.MIN_LATENCY,
                    InferencePriority.MIN_MEMORY_USAGE,
                    InferencePriority.MAX_PRECISION);

    private static final int ONE_PARTITION = 1;

    private OfficialGpuDelegates() {}

    /**
     * Whether a delegate can be made here, as far as can be told without making one.
     *
     * @return false where the library or a driver is missing
     */
    public static boolean areSupported() {
        return GpuInstallation.current().probe(NamedLibrary.current(), Set.of()).available();
    }

    /**
     * A new delegate.
     *
     * @throws IllegalArgumentException if the options contradict each other
     * @throws IllegalStateException if it cannot be made: why, and what to do
     */
    public static ThreadBoundDelegate create(GpuDelegateFactory.Options options) {
        return new NativeGpuDelegate(
                TfLiteRuntimes.shared(),
                LibraryPlaces.current().find(NamedLibrary.current()),
                of(options));
    }

    /** What the official classes' own native code makes of their options. */
    static GpuOptions of(GpuDelegateFactory.Options options) {
        boolean keeps = options.getSerializationDir() != null && options.getModelToken() != null;
        Set<ExperimentalFlag> flags = EnumSet.noneOf(ExperimentalFlag.class);
        if (options.areQuantizedModelsAllowed()) {
            flags.add(ExperimentalFlag.ENABLE_QUANT);
        }
        if (keeps) {
            flags.add(ExperimentalFlag.ENABLE_SERIALIZATION);
        }
        switch (options.getForceBackend()) {
            case UNSET -> {}
            case OPENCL -> flags.add(ExperimentalFlag.CL_ONLY);
            case OPENGL -> flags.add(ExperimentalFlag.GL_ONLY);
        }
        return new GpuOptions(
                PrecisionLoss.BY_PRIORITIES,
                preference(options.getInferencePreference()),
                options.isPrecisionLossAllowed() ? FAST : GpuOptions.DEFAULT_PRIORITIES,
                flags,
                ONE_PARTITION,
                keeps ? options.getSerializationDir() : "",
                keeps ? options.getModelToken() : "");
    }

    private static InferencePreference preference(int value) {
        InferencePreference[] all = InferencePreference.values();
        if (value < 0 || value >= all.length) {
            throw new IllegalArgumentException(
                    "There is no inference preference %d: use INFERENCE_PREFERENCE_FAST_SINGLE_ANSWER (%d) or INFERENCE_PREFERENCE_SUSTAINED_SPEED (%d)"
                            .formatted(
                                    value,
                                    InferencePreference.FAST_SINGLE_ANSWER.ordinal(),
                                    InferencePreference.SUSTAINED_SPEED.ordinal()));
        }
        return all[value];
    }
}
