// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.delegate.external.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.tflite.runtime.DelegateOptions;

class PluginOptionsTest {

    @Test
    void areKeptInOrderWithWhateverTheValueHolds() {
        PluginOptions options = PluginOptions.parse(List.of("b=1=2", "a=", "c= x $1 "));
        assertEquals(List.of("b", "a", "c"), options.keys());
        assertEquals(List.of("1=2", "", " x $1 "), options.values());
    }

    @Test
    void holdThreadsAndModelOfTheEngine() {
        PluginOptions options =
                PluginOptions.parse(List.of("a=${threads}x${threads}", "b=/m/${model}.bin"));
        assertEquals(
                List.of("3x3", "/m/c0ffee.bin"),
                options.filledFor(new DelegateOptions(3, "c0ffee")).values());
        assertEquals(List.of("1x1", "/m/.bin"), options.filledFor(new DelegateOptions(1)).values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fast", "=1"})
    void areRefusedWithoutAKeyOrAnEqualsSign(String text) {
        assertEquals("\"" + text + "\" is not KEY=VALUE", refusal(List.of(text)));
    }

    @Test
    void mayBeBlankAsAnEmptyFormHasThem() {
        assertEquals(List.of(), PluginOptions.parse(List.of("", " ")).keys());
    }

    @Test
    void areRefusedWithAKeyThatComesTwice() {
        assertEquals(
                "\"a\" is there twice; leave one of them", refusal(List.of("a=1", "b=1", "a=2")));
    }

    @Test
    void areRefusedWithAPlaceholderThatNobodyFills() {
        assertEquals(
                "\"a=${thread}\" holds ${thread}, but only ${threads} and ${model} are known",
                refusal(List.of("a=${thread}")));
    }

    @Test
    void areAtMostAsManyAsTheOfficialLoaderTakes() {
        List<String> most =
                IntStream.range(0, PluginOptions.MOST).mapToObj(i -> "k" + i + "=v").toList();
        assertEquals(256, PluginOptions.parse(most).keys().size());
        String refusal = refusal(IntStream.range(0, 257).mapToObj(i -> "k" + i + "=v").toList());
        assertTrue(refusal.contains("257") && refusal.contains("256"), refusal);
    }

    private static String refusal(List<String> texts) {
        return assertThrows(IllegalArgumentException.class, () -> PluginOptions.parse(texts))
                .getMessage();
    }
}
