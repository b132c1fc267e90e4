// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;

class OutputOptionsTest {

    private static final OutputOptions NONE = OutputOptions.DEFAULT;

    @Test
    void anAllowListAndADenyListAreRefusedTogether() {
        OutputOptions allowed = NONE.withAllowed(List.of("dog"));
        assertRefused(
                "Classes are allowed or denied, not both, but [dog] are allowed and [cat] denied",
                () -> allowed.withDenied(List.of("cat")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void aThresholdIsFrom0To1(double threshold) {
        assertRefused(
                "A score threshold is from 0 to 1, not " + threshold,
                () -> NONE.withScoreThreshold(threshold));
        assertRefused(
                "A margin threshold is from 0 to 1, not " + threshold,
                () -> NONE.withMarginThreshold(threshold));
    }

    @Test
    void aBlankNameOfAClassIsRefused() {
        assertRefused(
                "The name of a class is blank in the list [dog,  ]",
                () -> NONE.withDenied(List.of("dog", " ")));
    }

    @ParameterizedTest
    @CsvSource({"model,model", "SOURCE,source", "640x480,640x480", "3 X 2,3x2"})
    void aSizeIsReadAsItIsWritten(String text, String size) {
        assertEquals(size, OutputSize.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "huge", "640", "640x", "640x480x3", "-1x2"})
    void whatIsNoSizeIsRefused(String text) {
        assertRefused(
                "A size is model, source, or columns and rows such as 640x480, not '" + text + "'",
                () -> OutputSize.parse(text));
    }

    @Test
    void aSizeWithoutPixelsOrWithTooManyIsRefused() {
        assertRefused(
                "A mask has at least one pixel, but 0 x 480 was asked for",
                () -> OutputSize.parse("0x480"));
        assertRefused(
                "A mask has at most 2,147,483,647 pixels, but 100000 x 100000 was asked for",
                () -> OutputSize.of(100_000, 100_000));
    }

    @ParameterizedTest
    @CsvSource({"category,true,false", "Confidence,false,true", "both,true,true"})
    void aTypeSaysWhichMasksItHas(String text, boolean category, boolean confidence) {
        OutputType type = OutputType.parse(text);
        assertEquals(category, type.hasCategory());
        assertEquals(confidence, type.hasConfidence());
        assertEquals(text.toLowerCase(Locale.ROOT), type.toString());
    }

    @Test
    void whatIsNoTypeIsRefused() {
        assertRefused(
                "An output type is category, confidence or both, not 'logits'",
                () -> OutputType.parse("logits"));
    }

    @ParameterizedTest
    @CsvSource({"de,de", "de_AT,de-AT", "zh-Hant-TW,zh-Hant-TW"})
    void aLanguageIsReadAsATag(String text, String tag) {
        assertEquals(tag, OutputOptions.parseLocale(text).toLanguageTag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "?", "und", "x-mine"})
    void whatIsNoLanguageIsRefused(String text) {
        assertRefused(
                "A language is a tag such as de, de-AT or zh-Hant, not '" + text + "'",
                () -> OutputOptions.parseLocale(text));
    }

    @Test
    void aCallSaysMoreThanTheConfigurationAndItsListReplacesBoth() {
        OutputOptions configured =
                NONE.withSize(OutputSize.MODEL)
                        .withDenied(List.of("dog"))
                        .withScoreThreshold(0.5)
                        .withDisplayNamesLocale(Locale.GERMAN);
        OutputOptions call = NONE.withAllowed(List.of("cat")).withScoreThreshold(0);
        assertEquals(
                NONE.withSize(OutputSize.MODEL)
                        .withAllowed(List.of("cat"))
                        .withScoreThreshold(0)
                        .withDisplayNamesLocale(Locale.GERMAN),
                call.orElse(configured));
        assertEquals(configured, NONE.orElse(configured));
    }

    @Test
    void aListNamesClassesByNameDisplayNameOrIndex() {
        OutputOptions denied =
                NONE.withDenied(List.of("DOG", "Katze", "0")).withDisplayNamesLocale(Locale.GERMAN);
        assertEquals(bits(0, 1, 2), denied.ruledOut(model("background", "dog", "cat", "horse")));
    }

    @Test
    void anAllowListRulesOutTheOthersButNotTheBackground() {
        OutputOptions allowed = NONE.withAllowed(List.of("cat"));
        assertEquals(bits(1, 3), allowed.ruledOut(model("background", "dog", "cat", "horse")));
        assertEquals(bits(0, 1, 3), allowed.ruledOut(model("road", "dog", "cat", "horse")));
    }

    @Test
    void aClassWhoseNameIsANumberComesBeforeTheIndex() {
        assertEquals(
                bits(0), NONE.withDenied(List.of("1")).ruledOut(model("1", "dog", "cat", "horse")));
    }

    @Test
    void anUnknownClassIsRefusedWithTheNearestNameOrWithAllOfThem() {
        ModelDescription model = model("background", "dog", "cat", "horse");
        assertRefused(
                "The model test has no class 'hrose'; did you mean 'horse'?",
                () -> NONE.withAllowed(List.of("hrose")).ruledOut(model));
        assertRefused(
                "The model test has no class 'aeroplane'; its classes are background, dog, cat, horse",
                () -> NONE.withDenied(List.of("aeroplane")).ruledOut(model));
        assertRefused(
                "The model test has no class '4'; its classes are background, dog, cat, horse",
                () -> NONE.withDenied(List.of("4")).ruledOut(model));
    }

    @Test
    void ofManyClassesOnlyTheFirstAndTheLastAreListed() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            names.add("thing number " + i);
        }
        assertRefused(
                "The model test has no class 'aeroplane'; its classes are 0 (thing number 0) to 149 (thing number 149)",
                () ->
                        NONE.withDenied(List.of("aeroplane"))
                                .ruledOut(model(OutputKind.SCORES, names, Map.of())));
    }

    @Test
    void aModelOfClassIndicesRefusesWhatNeedsScores() {
        ModelDescription indices = model(OutputKind.CLASS_INDICES, List.of("road"), Map.of());
        String refusal =
                "The model test gives the index of the class at each place and no scores, which %s needs";
        assertRefused(
                refusal.formatted("a threshold"),
                () -> NONE.withScoreThreshold(0.5).checkFits(indices));
        assertRefused(
                refusal.formatted("a threshold"),
                () -> NONE.withMarginThreshold(0.5).checkFits(indices));
        assertRefused(
                refusal.formatted("an activation"),
                () -> NONE.withActivation(Activation.NONE).checkFits(indices));
        assertRefused(
                refusal.formatted("a confidence mask"),
                () -> NONE.withType(OutputType.BOTH).checkFits(indices));
        NONE.withType(OutputType.CATEGORY).withDenied(List.of("1000")).checkFits(indices);
    }

    @Test
    void softmaxOfOneScoreIsRefused() {
        ModelDescription foreground =
                model(OutputKind.FOREGROUND_SCORE, List.of("background", "person"), Map.of());
        assertRefused(
                "Softmax needs a score for each class, but the model test gives one for the foreground only: none or sigmoid would do",
                () -> NONE.withActivation(Activation.SOFTMAX).checkFits(foreground));
        NONE.withActivation(Activation.SIGMOID).checkFits(foreground);
    }

    @ParameterizedTest
    @CsvSource({"de,Hund", "de-AT,Hund", "de-DE-u-co-phonebk,Hund", "pt-BR,cachorro", "pt,dog"})
    void aLanguageIsLookedUpFromTheSpecialToTheGeneral(String tag, String name) {
        ModelDescription model =
                model(
                        OutputKind.SCORES,
                        List.of("background", "dog"),
                        Map.of(
                                Locale.GERMAN,
                                List.of("Hintergrund", "Hund"),
                                Locale.forLanguageTag("pt-BR"),
                                List.of("fundo", "cachorro")));
        Label dog = model.labelsIn(OutputOptions.parseLocale(tag)).get(1);
        assertEquals(name, dog.displayName());
        assertEquals("dog", dog.name());
        assertEquals(1, dog.index());
    }

    @Test
    void namesInALanguageAreAsManyAsTheLabels() {
        assertRefused(
                "Model test has 2 labels, but 1 names in the language de",
                () ->
                        model(
                                OutputKind.SCORES,
                                List.of("background", "dog"),
                                Map.of(Locale.GERMAN, List.of("Hund"))));
    }

    @Test
    void unlabelledIsGreyAndTheLargestValueOfAPixel() {
        assertEquals(
                "255 unlabelled #808080 65535",
                "%d %s %s %d"
                        .formatted(
                                Label.unlabelled(1).index(),
                                Label.unlabelled(1).displayName(),
                                Label.unlabelled(1).color(),
                                Label.unlabelled(2).index()));
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    private static void assertRefused(String sentence, Runnable asking) {
        assertEquals(
                sentence, assertThrows(IllegalArgumentException.class, asking::run).getMessage());
        assertTrue(sentence.length() < 200, sentence);
    }

    private static ModelDescription model(String... names) {
        return model(
                OutputKind.SCORES,
                List.of(names),
                Map.of(Locale.GERMAN, List.of("Hintergrund", "Hund", "Katze", "Pferd")));
    }

    private static ModelDescription model(
            OutputKind kind, List<String> names, Map<Locale, List<String>> displayNames) {
        List<Label> labels = new ArrayList<>();
        for (String name : names) {
            labels.add(new Label(labels.size(), name, 0));
        }
        return new ModelDescription(
                "test",
                "1.0.0",
                "A test",
                "0".repeat(64),
                "Apache-2.0",
                new ModelInput(1, 1, Normalization.DEFAULT),
                new ModelOutput(0, kind, Activation.NONE, 1, 1),
                labels,
                List.of(),
                displayNames);
    }
}
