// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.vitral.segmentation.SegmentationException;

/**
 * What a new engine must show before it serves.
 *
 * @param mode whether it is looked at, and what a failure leads to
 * @param agreement the share of places, 0 to 1, in which it must say the same as the reference
 * @param latency what the median of its runs may take; zero: anything
 * @param pictures a folder of photographs that it must segment, too
 */
record GatePolicy(Mode mode, double agreement, Duration latency, Optional<Path> pictures) {

    static final GatePolicy OFF = new GatePolicy(Mode.OFF, 0, Duration.ZERO, Optional.empty());

    enum Mode {
        OFF("off"),
        WARN("warn"),
        ENFORCE("enforce");

        private final String word;

        Mode(String word) {
            this.word = word;
        }

        /** As a configuration says it. */
        String word() {
            return word;
        }
    }

    static GatePolicy of(SegmenterConfiguration configuration) throws SegmentationException {
        double agreement = configuration.gate_agreement();
        if (!(agreement >= 0 && agreement <= 1)) {
            throw new SegmentationException("gate.agreement is from 0 to 1, not " + agreement);
        }
        if (configuration.gate_latency() < 0) {
            throw new SegmentationException(
                    "gate.latency is at least 0 ms, not " + configuration.gate_latency());
        }
        return new GatePolicy(
                mode(configuration.gate().strip()),
                agreement,
                Duration.ofMillis(configuration.gate_latency()),
                folder(configuration.gate_images().strip()));
    }

    private static Mode mode(String word) throws SegmentationException {
        for (Mode mode : Mode.values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new SegmentationException(
                "gate is \"off\", \"warn\" or \"enforce\", not \"%s\"".formatted(word));
    }

    private static Optional<Path> folder(String text) throws SegmentationException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path folder = Path.of(text);
            if (folder.isAbsolute()) {
                return Optional.of(folder);
            }
        } catch (InvalidPathException invalid) {
            throw new SegmentationException(
                    "gate.images is the path of a folder, not \"%s\"".formatted(text), invalid);
        }
        throw new SegmentationException(
                "gate.images is an absolute path, not \"%s\"".formatted(text));
    }
}
