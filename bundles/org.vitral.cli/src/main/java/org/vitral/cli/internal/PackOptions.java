// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.vitral.model.PackRequest;
import picocli.CommandLine.ParseResult;

/**
 * What {@code vitral models pack} is asked for.
 *
 * @param file the model's file, as the user writes it
 * @param request what the bundle shall say
 * @param output the bundle; where there is none, it is called after the model
 */
record PackOptions(Path file, PackRequest request, Optional<Path> output) {

    /**
     * The options of a command line.
     *
     * @throws UsageException if one of them makes no sense
     */
    static PackOptions of(ParseResult parsed) throws UsageException {
        try {
            return new PackOptions(
                    Path.of(parsed.matchedPositionalValue(0, "")),
                    new PackRequest(
                            parsed.matchedOptionValue("--name", ""),
                            text(parsed, "--version"),
                            text(parsed, "--title"),
                            text(parsed, "--license"),
                            text(parsed, "--license-text").map(Path::of),
                            text(parsed, "--labels").map(Path::of)),
                    text(parsed, "--output").map(Path::of));
        } catch (InvalidPathException e) {
            throw new UsageException("This is no name of a file here: " + e.getInput());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static Optional<String> text(ParseResult parsed, String option) throws UsageException {
        return SegmentOptions.filled(option, parsed.matchedOptionValue(option, null));
    }
}
