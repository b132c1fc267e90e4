// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.VarHandle;

/**
 * {@code struct TfLiteGpuDelegateOptionsV2} of tensorflow/lite/delegates/gpu/delegate_options.h. A
 * library that is newer than the header may have more fields behind these; there is room for them,
 * and they keep the library's defaults. A struct of this size is returned through a pointer to
 * memory of the caller, so there may be more of it than the library fills.
 */
final class NativeOptions {

    static final MemoryLayout LAYOUT =
            MemoryLayout.structLayout(
                    JAVA_INT.withName("is_precision_loss_allowed"),
                    JAVA_INT.withName("inference_preference"),
                    JAVA_INT.withName("inference_priority1"),
                    JAVA_INT.withName("inference_priority2"),
                    JAVA_INT.withName("inference_priority3"),
                    paddingLayout(4),
                    JAVA_LONG.withName("experimental_flags"),
                    JAVA_INT.withName("max_delegated_partitions"),
                    paddingLayout(4),
                    ADDRESS.withName("serialization_dir"),
                    ADDRESS.withName("model_token"),
                    MemoryLayout.sequenceLayout(25, JAVA_LONG).withName("others"));

    private static final VarHandle PRECISION_LOSS = field("is_precision_loss_allowed");
    private static final VarHandle PREFERENCE = field("inference_preference");
    private static final VarHandle PRIORITY_1 = field("inference_priority1");
    private static final VarHandle PRIORITY_2 = field("inference_priority2");
    private static final VarHandle PRIORITY_3 = field("inference_priority3");
    private static final VarHandle FLAGS = field("experimental_flags");
    private static final VarHandle MAX_PARTITIONS = field("max_delegated_partitions");
    private static final VarHandle SERIALIZATION_DIR = field("serialization_dir");
    private static final VarHandle MODEL_TOKEN = field("model_token");

    private NativeOptions() {}

    private static VarHandle field(String name) {
        return LAYOUT.varHandle(PathElement.groupElement(name)).withInvokeExactBehavior();
    }

    /** Writes options over the library's defaults; their texts go into the allocator. */
    static void write(GpuOptions options, MemorySegment struct, SegmentAllocator texts) {
        switch (options.precisionLoss()) {
            case BY_PRIORITIES -> {} // What the library itself starts from.
            case FORBIDDEN -> PRECISION_LOSS.set(struct, 0L, 0);
            case ALLOWED -> PRECISION_LOSS.set(struct, 0L, 1);
        }
        PREFERENCE.set(struct, 0L, options.preference().ordinal());
        PRIORITY_1.set(struct, 0L, options.priorities().get(0).ordinal());
        PRIORITY_2.set(struct, 0L, options.priorities().get(1).ordinal());
        PRIORITY_3.set(struct, 0L, options.priorities().get(2).ordinal());
        FLAGS.set(struct, 0L, ExperimentalFlag.bits(options.flags()));
        MAX_PARTITIONS.set(struct, 0L, options.maxDelegatedPartitions());
        SERIALIZATION_DIR.set(struct, 0L, textOrNull(options.serializationDir(), texts));
        MODEL_TOKEN.set(struct, 0L, textOrNull(options.modelToken(), texts));
    }

    private static MemorySegment textOrNull(String text, SegmentAllocator texts) {
        return text.isEmpty() ? MemorySegment.NULL : texts.allocateFrom(text);
    }
}
