// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static org.vitral.delegate.gpu.internal.ExperimentalFlag.CL_ONLY;
import static org.vitral.delegate.gpu.internal.ExperimentalFlag.ENABLE_SERIALIZATION;
import static org.vitral.delegate.gpu.internal.ExperimentalFlag.GL_ONLY;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a GPU delegate is told: the fields of {@code TfLiteGpuDelegateOptionsV2}, in combinations
 * that mean something.
 *
 * @param precisionLoss whether results may lose precision
 * @param preference what the work is weighed for
 * @param priorities what decides, the most important one first: always three
 * @param flags what is experimental in it
 * @param maxDelegatedPartitions the number of parts of the graph that it takes at most, at least 1
 * @param serializationDir where compiled kernels are kept; empty: nowhere
 * @param modelToken what names the model there; empty: it has no name, so nothing is kept
 */
record GpuOptions(
        PrecisionLoss precisionLoss,
        InferencePreference preference,
        List<InferencePriority> priorities,
        Set<ExperimentalFlag> flags,
        int maxDelegatedPartitions,
        String serializationDir,
        String modelToken) {

    /** Those of {@code TfLiteGpuDelegateOptionsV2Default()}. */
    static final List<InferencePriority> DEFAULT_PRIORITIES =
            List.of(
                    InferencePriority.MAX_PRECISION,
                    InferencePriority.AUTO,
                    InferencePriority.AUTO);

    /**
     * @throws IllegalArgumentException if they contradict each other: which, and what to do
     */
    GpuOptions {
        priorities = List.copyOf(priorities);
        flags = Set.copyOf(flags);
        requirePriorities(priorities);
        if (precisionLoss != PrecisionLoss.BY_PRIORITIES
                && !priorities.equals(DEFAULT_PRIORITIES)) {
            throw new IllegalArgumentException(
                    "The GPU delegate ignores inference priorities where precision_loss_allowed is %s: leave the priorities away, or set it to %s"
                            .formatted(precisionLoss, PrecisionLoss.BY_PRIORITIES));
        }
        requireFlags(flags, serializationDir);
        if (maxDelegatedPartitions < 1) {
            throw new IllegalArgumentException(
                    "The GPU delegate takes at least one part of the graph: max_delegated_partitions cannot be "
                            + maxDelegatedPartitions);
        }
    }

    private static void requirePriorities(List<InferencePriority> priorities) {
        boolean open = false;
        Set<InferencePriority> seen = EnumSet.noneOf(InferencePriority.class);
        for (int i = 0; i < priorities.size(); i++) {
            InferencePriority priority = priorities.get(i);
            if (i == 0 && priority == InferencePriority.AUTO) {
                throw new IllegalArgumentException(
                        "inference_priority1 cannot be AUTO: say what is most important, for example MAX_PRECISION or MIN_LATENCY");
            }
            if (priority == InferencePriority.AUTO) {
                open = true;
            } else if (open) {
                throw new IllegalArgumentException(
                        "inference_priority%d cannot be %s after a priority that is AUTO: the priorities are %s"
                                .formatted(i + 1, priority, priorities));
            } else if (!seen.add(priority)) {
                throw new IllegalArgumentException(
                        "The priority %s is named twice: the priorities are %s"
                                .formatted(priority, priorities));
            }
        }
    }

    private static void requireFlags(Set<ExperimentalFlag> flags, String serializationDir) {
        if (flags.contains(CL_ONLY) && flags.contains(GL_ONLY)) {
            throw new IllegalArgumentException(
                    "CL_ONLY and GL_ONLY exclude each other: leave one of them away, or both to let the GPU delegate choose");
        }
        if (flags.contains(ENABLE_SERIALIZATION) && flags.contains(GL_ONLY)) {
            throw new IllegalArgumentException(
                    "The GPU delegate keeps compiled kernels with OpenCL only: leave GL_ONLY or ENABLE_SERIALIZATION away");
        }
        if (flags.contains(ENABLE_SERIALIZATION) && serializationDir.isEmpty()) {
            throw new IllegalArgumentException(
                    "ENABLE_SERIALIZATION needs a folder to keep compiled kernels in: set serialization_dir");
        }
        if (!flags.contains(ENABLE_SERIALIZATION) && !serializationDir.isEmpty()) {
            throw new IllegalArgumentException(
                    "The GPU delegate keeps nothing in %s without the flag ENABLE_SERIALIZATION: add it to experimental_flags, or leave serialization_dir away"
                            .formatted(serializationDir));
        }
    }

    /**
     * The same for a model with this token. Without a token nothing can be kept, so it is told of
     * no folder.
     */
    GpuOptions forModel(String token) {
        boolean keeps = flags.contains(ENABLE_SERIALIZATION) && !token.isEmpty();
        Set<ExperimentalFlag> kept = EnumSet.noneOf(ExperimentalFlag.class);
        kept.addAll(flags);
        if (!keeps) {
            kept.remove(ENABLE_SERIALIZATION);
        }
        return new GpuOptions(
                precisionLoss,
                preference,
                priorities,
                kept,
                maxDelegatedPartitions,
                keeps ? serializationDir : "",
                keeps ? token : "");
    }
}
