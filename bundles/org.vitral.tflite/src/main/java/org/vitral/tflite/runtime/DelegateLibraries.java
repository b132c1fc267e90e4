// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import org.vitral.tflite.internal.ResolvedLibrary;

/** For providers whose delegate is in a native library of its own. */
public final class DelegateLibraries {

    private DelegateLibraries() {}

    /**
     * Maps a library as long as an arena lives; mapped several times it is there until the last of
     * them ends. All that it needs is resolved: no call of it ends the process because another
     * library lacks a function.
     *
     * @return what the library exports
     * @throws IllegalStateException if it cannot be loaded: why, and what to do
     */
    public static SymbolLookup map(Path file, Arena arena) {
        try (ResolvedLibrary resolved = ResolvedLibrary.open(file)) {
            return SymbolLookup.libraryLookup(file, arena);
        } catch (IllegalArgumentException e) {
            throw ResolvedLibrary.refused(file, "the system does not say why");
        }
    }
}
