// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What {@code vitral shell} was asked for.
 *
 * @param engine what shall segment
 * @param script the commands to run; nothing for those on the standard input
 * @param listen where sessions are served, if at all
 */
record ShellOptions(EngineChoice engine, Optional<String> script, Optional<String> listen) {

    /** What the command line says. */
    static ShellOptions of(ParseResult parsed) throws UsageException {
        Optional<String> script =
                SegmentOptions.filled("-c", parsed.matchedOptionValue("-c", null));
        Optional<String> listen =
                SegmentOptions.filled("--listen", parsed.matchedOptionValue("--listen", null));
        if (script.isPresent() && listen.isPresent()) {
            throw new UsageException(
                    "-c runs a script and ends, --listen serves until it is stopped: say one of them");
        }
        EngineChoice engine =
                new EngineChoice(
                        SegmentOptions.filled(
                                "--model", parsed.matchedOptionValue("--model", null)),
                        DelegateOptions.of(
                                parsed.matchedOptionValue("--delegate", null),
                                parsed.matchedOptionValue("--delegate-option", List.of()),
                                parsed.matchedOptionValue("--on-delegate-failure", null)),
                        SegmentOptions.threads(parsed.matchedOptionValue("--threads", null)),
                        SegmentOptions.inputSize(parsed.matchedOptionValue("--input-size", null)));
        return new ShellOptions(engine, script, listen);
    }
}
