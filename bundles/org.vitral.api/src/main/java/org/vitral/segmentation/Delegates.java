// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The service that says what delegates there are. For any number of threads. */
@ProviderType
public interface Delegates {

    /** The name of the plain CPU kernels, which are always there. */
    String CPU = "cpu";

    /**
     * The name that means: the delegate that runs the model fastest on this machine and agrees with
     * {@link #CPU}, once that was measured; before that the one with the highest ranking that works
     * here.
     */
    String AUTO = "auto";

    /**
     * The delegates that are installed, those that {@link #AUTO} prefers first, {@link #CPU} last.
     */
    List<DelegateStatus> list();

    /**
     * Loads a model on each delegate that works here and measures it, on a synthetic picture that
     * is always the same. Takes as long as it is given; {@link #AUTO} remembers what came of it.
     *
     * @param model the name of a model or the absolute path of its file, or empty for the preferred
     *     one
     * @param threads the number of threads, or 0 for as many as make sense
     * @param budget the time that it takes in all; looked at between two runs of the model
     * @param progress told what is being done, in a few words
     * @throws SegmentationException if the model cannot be had: why, in a sentence
     */
    DelegateComparison compare(
            String model, int threads, Duration budget, Consumer<String> progress)
            throws SegmentationException;
}
