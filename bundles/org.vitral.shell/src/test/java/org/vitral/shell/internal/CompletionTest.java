// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompletionTest {

    private final Completion completion =
            new Completion(
                    null,
                    List.of(
                            Manual.of(
                                    "swap",
                                    "",
                                    "Swaps.",
                                    Manual.SEGMENTER,
                                    EngineOptions.MODEL,
                                    EngineOptions.DELEGATE),
                            Manual.of("canary", "", "Tries.").withWords(1, 1, Names.NONE),
                            Manual.of("segment", "", "Segments.").withWords(1, 1, Names.FILES)));

    @Test
    void theFirstWordIsACommandWithOrWithoutItsScope() {
        List<String> values = values(List.of("s"), 0);
        assertTrue(
                values.containsAll(List.of("swap", "vitral:swap", "felix:lb")), values::toString);
    }

    @Test
    void anOptionIsOfferedAfterADash() {
        assertEquals(
                List.of("--segmenter", "--model", "--delegate"), values(List.of("swap", "--"), 1));
        assertEquals(
                List.of("--segmenter", "--model", "--delegate"),
                values(List.of("vitral:swap", "-"), 1));
    }

    @Test
    void whatAnOptionNamesDecidesWhatIsOffered() {
        assertEquals(Names.DELEGATES, completion.kind(List.of("swap", "--delegate", ""), 2));
        assertEquals(Names.SEGMENTERS, completion.kind(List.of("swap", "-s", ""), 2));
        assertEquals(Names.FILES, completion.kind(List.of("segment", ""), 1));
        assertEquals(Names.NONE, completion.kind(List.of("felix:lb", ""), 1));
    }

    @Test
    void theVerbsOfATrialAreOffered() {
        assertEquals(
                List.of("start", "status", "promote", "end"), values(List.of("canary", ""), 1));
    }

    private List<String> values(List<String> words, int index) {
        return completion.candidates(Set.of("vitral:swap", "felix:lb"), words, index).stream()
                .map(Completion.Candidate::value)
                .toList();
    }
}
