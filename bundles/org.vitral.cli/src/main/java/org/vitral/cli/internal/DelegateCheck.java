// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;

/** Sees, before any work is done, that the delegates that are asked for are there and usable. */
final class DelegateCheck {

    private final DelegateOptions options;
    private final Platform platform;

    DelegateCheck(DelegateOptions options, Platform platform) {
        this.options = options;
        this.platform = platform;
    }

    /**
     * Checks all of them; has a library loaded.
     *
     * @throws UsageException if a name is not known
     * @throws FailureException if one cannot be used and nothing shall take its place
     */
    void check() throws UsageException, FailureException {
        List<String> names = new ArrayList<>(options.chain().orElseThrow().names());
        names.removeAll(List.of(Delegates.AUTO, Delegates.CPU));
        Optional<Path> library = options.readableLibrary();
        if (library.isPresent()) {
            String name = library.get().getFileName().toString();
            try {
                platform.delegateLibrary(name, library.get(), options.settings());
            } catch (FailureException e) {
                if (!options.fallsBack()) {
                    throw e;
                }
                // The segmenter says why it runs on something else.
                names.remove(name);
            }
        }
        if (names.isEmpty()) {
            return;
        }
        List<DelegateStatus> installed = platform.delegates().list();
        for (String name : names) {
            check(name, installed);
        }
    }

    private void check(String asked, List<DelegateStatus> installed)
            throws UsageException, FailureException {
        List<DelegateStatus> meant =
                installed.stream().filter(delegate -> delegate.name().equals(asked)).toList();
        if (meant.isEmpty()) {
            throw unknown(asked, installed);
        }
        if (!options.fallsBack() && meant.stream().noneMatch(DelegateStatus::available)) {
            throw new FailureException("--delegate " + asked, meant.getFirst().reason(), null);
        }
    }

    private static UsageException unknown(String asked, List<DelegateStatus> installed) {
        List<String> known = new ArrayList<>(List.of(Delegates.AUTO));
        installed.forEach(delegate -> known.add(delegate.name()));
        return new UsageException(
                "Unknown delegate '%s'%s (known: %s)"
                        .formatted(asked, Suggestion.hint(asked, known), String.join(", ", known)));
    }
}
