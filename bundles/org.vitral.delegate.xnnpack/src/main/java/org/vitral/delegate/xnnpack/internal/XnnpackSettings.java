// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.xnnpack.internal;

import java.nio.file.Path;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/**
 * What is configured.
 *
 * @param threads the number of threads, 0 for what the engine asks for
 * @param flags {@code TfLiteXNNPackDelegateOptions.flags}, all of which can be configured
 * @param weightCache where packed weights are kept
 * @param folder the folder of their files
 */
record XnnpackSettings(int threads, int flags, WeightCache weightCache, Path folder) {

    // TFLITE_XNNPACK_DELEGATE_FLAG_* of xnnpack_delegate.h
    static final int QS8 = 0x1;
    static final int QU8 = 0x2;
    static final int FORCE_FP16 = 0x4;
    static final int TRANSIENT_INDIRECTION_BUFFER = 0x20;
    static final int ENABLE_LATEST_OPERATORS = 0x40;

    static final int DEFAULT_FLAGS = QS8 | QU8;

    /** What XNNPACK does where nothing is configured. */
    static final XnnpackSettings DEFAULT =
            new XnnpackSettings(0, DEFAULT_FLAGS, WeightCache.none, defaultFolder());

    XnnpackSettings {
        if (threads < 0) {
            throw new IllegalArgumentException(
                    "XNNPACK works with at least one thread, or 0 for what the engine asks for, not "
                            + threads);
        }
    }

    static XnnpackSettings of(XnnpackConfiguration configuration) {
        String folder = configuration.weight__cache__folder();
        return new XnnpackSettings(
                configuration.threads(),
                flag(configuration.qs8(), QS8)
                        | flag(configuration.qu8(), QU8)
                        | flag(configuration.force__fp16(), FORCE_FP16)
                        | flag(
                                configuration.transient__indirection__buffer(),
                                TRANSIENT_INDIRECTION_BUFFER)
                        | flag(configuration.latest__operators(), ENABLE_LATEST_OPERATORS),
                configuration.weight__cache(),
                folder.isBlank() ? defaultFolder() : Path.of(folder));
    }

    private static int flag(boolean set, int flag) {
        return set ? flag : 0;
    }

    private static Path defaultFolder() {
        return TfLiteRuntimes.cacheFolder().resolve("xnnpack");
    }

    /** Whether only the number of threads is set, which every version of the library knows. */
    boolean areKnownToEveryVersion() {
        return flags == DEFAULT_FLAGS && weightCache == WeightCache.none;
    }
}
