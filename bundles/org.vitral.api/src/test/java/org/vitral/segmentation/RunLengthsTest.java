// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunLengthsTest {

    @Test
    void pixelsAreCountedDownTheColumns() {
        TestMask mask = TestMask.of("010", "110");
        assertArrayEquals(new int[] {1, 3, 2}, mask.runLengths(1).counts());
    }

    @Test
    void theFirstRunIsOutsideAndEmptyWhereTheFirstPixelIsInside() {
        assertArrayEquals(new int[] {0, 1, 1, 2}, TestMask.of("11", "01").runLengths(1).counts());
    }

    @Test
    void aClassThatIsNotThereIsOneRunOutside() {
        assertArrayEquals(new int[] {6}, TestMask.of("010", "110").runLengths(7).counts());
    }

    @Test
    void aClassThatIsEverywhereIsOneRunInside() {
        assertArrayEquals(new int[] {0, 6}, TestMask.of("111", "111").runLengths(1).counts());
    }

    /**
     * By hand. 6 is 00110: one character, 48 + 6 = '6'. 16 is 10000, whose highest bit would make
     * it negative, so a second one follows: 48 + 32 + 16 = '`', then 48 + 0 = '0'.
     */
    @Test
    void shortRunsAreOneCharacterAndSixteenIsTwo() {
        assertEquals("6", new RunLengths(3, 2, 6).compressed());
        assertEquals("132", new RunLengths(3, 2, 1, 3, 2).compressed());
        assertEquals("`0", new RunLengths(4, 4, 16).compressed());
        assertEquals("?1", new RunLengths(16, 1, 15, 1).compressed());
    }

    /**
     * By hand. The fourth number is the difference to the second: 5 - 5 = 0 is '0'. The fifth is 3
     * - 10 = -7, in five bits of the two's complement 11001 = 25, and 48 + 25 = 'I'.
     */
    @Test
    void fromTheFourthRunOnDifferencesAreWritten() {
        assertEquals("45:0I", new RunLengths(27, 1, 4, 5, 10, 5, 3).compressed());
    }

    /**
     * By hand. 1000 is 11111 01000: 01000 with more to come is 48 + 32 + 8 = 'X', 11111 with more
     * to come, as its highest bit is set, is 48 + 32 + 31 = 'o', then '0'. The fourth, 10 - 1000 =
     * -990, is ...1 00001 00010: 48 + 32 + 2 = 'R', 00001 with more to come 'Q', and all ones 'O'.
     */
    @Test
    void longRunsTakeSeveralCharacters() {
        assertEquals("1Xo01RQO", new RunLengths(1012, 1, 1, 1000, 1, 10).compressed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", "6 ", "V", "`", "ooooooooo", "13", "\u00e9"})
    void whatAreNoRunLengthsOfThisMaskIsRefused(String compressed) {
        assertThrows(IllegalArgumentException.class, () -> RunLengths.parse(3, 2, compressed));
    }

    @Test
    void runsThatDoNotAddUpToAllPixelsAreRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new RunLengths(3, 2, 1, 2));
        assertEquals(
                "The runs of a mask of 3 x 2 pixels add up to 6, but these to 3",
                refused.getMessage());
    }

    @Property(tries = 500, seed = "1")
    void runLengthsLeadBackToTheMask(@ForAll("masks") TestMask mask) {
        for (int label = 0; label < 4; label++) {
            RunLengths runs = mask.runLengths(label);
            assertArrayEquals(mask.binary(label), runs.toMask());
            assertArrayEquals(countedOneByOne(mask, label), runs.counts());
            assertEquals(runs, RunLengths.parse(mask.width(), mask.height(), runs.compressed()));
        }
    }

    @Property(tries = 300, seed = "2")
    void theRunLengthsOfAllRegionsAddUpToTheMask(@ForAll("masks") TestMask mask) {
        int[] labels = new int[mask.labels().length];
        Arrays.fill(labels, -1);
        for (ConnectedRegion region : mask.regions(Connectivity.EIGHT)) {
            RunLengths runs = region.runLengths();
            assertEquals(region.area(), runs.area());
            byte[] inside = runs.toMask();
            for (int i = 0; i < labels.length; i++) {
                if (inside[i] == 1) {
                    assertEquals(-1, labels[i], "in two regions");
                    labels[i] = region.label();
                }
            }
        }
        assertArrayEquals(mask.labels(), labels);
    }

    @Property(tries = 500, seed = "3")
    void theCompressedFormOfAnyLengthsLeadsBackToThem(@ForAll("lengths") int[] lengths) {
        int width = 0;
        for (int length : lengths) {
            width = Math.addExact(width, length);
        }
        RunLengths runs = new RunLengths(width, 1, lengths);
        assertEquals(runs, RunLengths.parse(width, 1, runs.compressed()));
    }

    @Provide
    Arbitrary<int[]> lengths() {
        return Arbitraries.integers()
                .between(1, 100_000_000)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<TestMask> masks() {
        return TestMask.any();
    }

    /** As the format is defined: pixel by pixel, down the columns. */
    private static int[] countedOneByOne(TestMask mask, int label) {
        List<Integer> counts = new ArrayList<>();
        boolean inside = false;
        int count = 0;
        for (int x = 0; x < mask.width(); x++) {
            for (int y = 0; y < mask.height(); y++) {
                if ((mask.label(x, y) == label) != inside) {
                    counts.add(count);
                    count = 0;
                    inside = !inside;
                }
                count++;
            }
        }
        counts.add(count);
        return counts.stream().mapToInt(Integer::intValue).toArray();
    }
}
