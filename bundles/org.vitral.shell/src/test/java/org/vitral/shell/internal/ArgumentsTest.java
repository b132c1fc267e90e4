// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    private static final Option ANEW = Option.flag("--anew", "Anew.");
    private static final Manual MANUAL =
            Manual.of(
                            "swap",
                            "[WORD] [--model M]",
                            "Swaps.",
                            Manual.SEGMENTER,
                            EngineOptions.MODEL,
                            EngineOptions.THREADS,
                            TrialCommand.SHARE,
                            ANEW)
                    .withWords(0, 1, Names.NONE);

    @Test
    void anOptionsValueComesAfterASpaceOrAnEqualsSign() throws Exception {
        for (String typed : List.of("--model deeplab -s garden", "-s garden --model=deeplab")) {
            Arguments arguments = parse(typed);
            assertEquals(Optional.of("deeplab"), arguments.value(EngineOptions.MODEL));
            assertEquals(Optional.of("garden"), arguments.value(Manual.SEGMENTER));
            assertEquals(List.of(), arguments.words());
            assertFalse(arguments.has(ANEW));
        }
    }

    @Test
    void wordsAndFlagsMayStandAnywhere() throws Exception {
        Arguments arguments = parse("--anew word --threads 2");
        assertTrue(arguments.has(ANEW));
        assertEquals(Optional.of("word"), arguments.word(0));
        assertEquals(OptionalInt.of(2), arguments.threads(EngineOptions.THREADS));
        assertEquals(OptionalInt.empty(), parse("").threads(EngineOptions.THREADS));
    }

    @ParameterizedTest
    @CsvSource({"0.25, 0.25", "1, 1", "5%, 0.05", "100%, 1"})
    void aShareIsANumberOrAPercentage(String typed, double share) throws Exception {
        assertEquals(share, parse("--share " + typed).share(TrialCommand.SHARE, 0.5));
        assertEquals(0.5, parse("").share(TrialCommand.SHARE, 0.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "--modl x # vitral:swap: unknown option '--modl'; did you mean '--model'? (vitral:swap --help)",
                "--model # vitral:swap: --model needs a value (NAME[@VERSION]|FILE) (vitral:swap --help)",
                "--model= # vitral:swap: --model needs a value (NAME[@VERSION]|FILE) (vitral:swap --help)",
                "--anew=yes # vitral:swap: --anew takes no value (vitral:swap --help)",
                "--anew --anew # vitral:swap: --anew is given twice (vitral:swap --help)",
                "one two # vitral:swap: unexpected 'two' (vitral:swap --help)",
                "--threads 0 # vitral:swap: --threads is a whole number from 1 to 256, not '0' (vitral:swap --help)",
                "--threads x # vitral:swap: --threads is a whole number from 1 to 256, not 'x' (vitral:swap --help)",
                "--share 0 # vitral:swap: --share is above 0 and at most 1, such as 0.1, not '0' (vitral:swap --help)",
                "--share 101% # vitral:swap: --share is above 0 and at most 1, such as 0.1, not '101%' (vitral:swap --help)",
                "--share NaN # vitral:swap: --share is above 0 and at most 1, such as 0.1, not 'NaN' (vitral:swap --help)"
            })
    void whatMakesNoSenseIsSaidInOneLine(String typed, String said) {
        UsageException wrong =
                assertThrows(
                        UsageException.class,
                        () -> {
                            Arguments arguments = parse(typed);
                            arguments.threads(EngineOptions.THREADS);
                            arguments.share(TrialCommand.SHARE, 0.1);
                        });
        assertEquals(said, wrong.getMessage());
    }

    @Test
    void aCommandThatNeedsAWordSaysHowItIsUsed() {
        Manual manual = Manual.of("segment", "FILE", "Segments.").withWords(1, 1, Names.FILES);
        UsageException wrong =
                assertThrows(UsageException.class, () -> Arguments.parse(manual, List.of()));
        assertEquals(
                "vitral:segment: something is missing: vitral:segment FILE (vitral:segment --help)",
                wrong.getMessage());
    }

    private static Arguments parse(String typed) throws UsageException {
        return Arguments.parse(MANUAL, typed.isEmpty() ? List.of() : List.of(typed.split(" ")));
    }
}
