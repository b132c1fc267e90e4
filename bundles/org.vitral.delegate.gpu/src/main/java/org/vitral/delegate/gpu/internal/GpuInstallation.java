// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.gpu.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.vitral.tflite.runtime.DelegateProbe;

/**
 * What is on this machine for a GPU delegate.
 *
 * @param places where its library is looked for
 * @param drivers the ways to a GPU
 */
record GpuInstallation(LibraryPlaces places, List<GpuDriver> drivers) {

    static GpuInstallation current() {
        return new GpuInstallation(LibraryPlaces.current(), GpuDriver.current());
    }

    /**
     * Whether a delegate can be made: all that is missing, and what to do about it. Nothing of the
     * library is called.
     *
     * @param named the path of the library, or empty
     */
    DelegateProbe probe(String named, Set<ExperimentalFlag> flags) {
        List<String> reasons = new ArrayList<>();
        Path file = null;
        try {
            file = places.find(named);
        } catch (IllegalStateException e) {
            reasons.add(e.getMessage());
        }
        missingDriver(flags).ifPresent(reasons::add);
        if (reasons.isEmpty()) {
            try {
                GpuLibrary.open(file).close();
            } catch (IllegalStateException e) {
                reasons.add(e.getMessage());
            }
        }
        return reasons.isEmpty()
                ? DelegateProbe.AVAILABLE
                : DelegateProbe.unavailable(String.join(". ", reasons));
    }

    private Optional<String> missingDriver(Set<ExperimentalFlag> flags) {
        List<GpuDriver> usable =
                drivers.stream().filter(driver -> !flags.contains(driver.forbiddenBy())).toList();
        if (usable.stream().anyMatch(GpuDriver::isInstalled)) {
            return Optional.empty();
        }
        if (usable.isEmpty()) {
            return Optional.of(
                    "With the flags %s there is no way to a GPU on this system: leave them away, or use --delegate xnnpack"
                            .formatted(flags));
        }
        String apis = usable.stream().map(GpuDriver::api).collect(Collectors.joining(" or "));
        String libraries =
                usable.stream()
                        .map(driver -> String.join(" with ", driver.libraries()))
                        .collect(Collectors.joining(", "));
        return Optional.of(
                "There is no %s library: looked for %s; install the driver of the GPU, or use --delegate xnnpack"
                        .formatted(apis, libraries));
    }
}
