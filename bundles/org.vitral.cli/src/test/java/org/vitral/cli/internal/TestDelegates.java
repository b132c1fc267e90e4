// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.DelegateMeasurement;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.SegmentationException;

/** The delegates of a platform without a framework. */
final class TestDelegates implements Delegates {

    private final List<DelegateStatus> installed =
            new ArrayList<>(
                    List.of(
                            new DelegateStatus(
                                    "gpu", "", "Graphics", false, "There is no graphics card"),
                            new DelegateStatus("xnnpack", "2.21.0", "Fast kernels", true, ""),
                            new DelegateStatus("cpu", "2.21.0", "Plain kernels", true, "")));

    /** What was loaded: the name, the path and the settings. */
    final List<String> loaded = new ArrayList<>();

    /** Why a library that is loaded cannot be used. */
    String libraryReason = "";

    /** Whether a library that is loaded never appears. */
    boolean libraryMissing;

    String modelFailure = "";
    boolean runsNothing;

    void load(String name, Path library, List<String> settings) throws FailureException {
        loaded.add(name + " " + library.getFileName() + " " + settings);
        if (libraryMissing) {
            throw new FailureException("--delegate " + name, "No delegate came", null);
        }
        installed.add(
                new DelegateStatus(name, "", "A library", libraryReason.isEmpty(), libraryReason));
    }

    @Override
    public List<DelegateStatus> list() {
        return List.copyOf(installed);
    }

    @Override
    public DelegateComparison compare(
            String model, int threads, Duration budget, Consumer<String> progress)
            throws SegmentationException {
        if (!modelFailure.isEmpty()) {
            throw new SegmentationException(modelFailure);
        }
        progress.accept("measuring " + model);
        List<DelegateMeasurement> measurements =
                List.of(
                        new DelegateMeasurement(
                                new EffectiveDelegate(
                                        "xnnpack",
                                        "2.21.0",
                                        OptionalInt.of(70),
                                        OptionalInt.of(70),
                                        OptionalInt.of(1)),
                                Optional.of(Duration.ofNanos(19_123_456)),
                                OptionalDouble.of(0.9996),
                                ""),
                        new DelegateMeasurement(
                                new EffectiveDelegate("cpu", "2.21.0"),
                                Optional.of(Duration.ofMillis(167)),
                                OptionalDouble.of(1),
                                ""),
                        new DelegateMeasurement(
                                new EffectiveDelegate("gpu", ""),
                                Optional.empty(),
                                OptionalDouble.empty(),
                                "There is no graphics card"));
        return new DelegateComparison(
                Models.description(model, List.of()),
                threads == 0 ? 2 : threads,
                runsNothing ? "" : "cpu",
                runsNothing ? measurements.subList(2, 3) : measurements,
                runsNothing ? Optional.empty() : Optional.of("xnnpack"),
                runsNothing ? "no delegate could run the model" : "xnnpack 19.1 ms, cpu 167.0 ms");
    }
}
