// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.function.Supplier;

/** A call of a segmenter's control. */
final class Attempt {

    private Attempt() {}

    /**
     * What came of it.
     *
     * @throws CommandException if it cannot be made at all: why
     */
    static <T> T of(NamedSegmenter segmenter, Supplier<T> call) throws CommandException {
        try {
            return call.get();
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new CommandException(
                    "%s: %s".formatted(segmenter.name(), Text.withoutStop(e.getMessage())), e);
        }
    }
}
