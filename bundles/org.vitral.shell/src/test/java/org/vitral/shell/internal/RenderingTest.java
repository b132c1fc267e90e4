// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.GateCheck;
import org.vitral.segmentation.GateVerdict;
import org.vitral.segmentation.SwapOutcome;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.SwapStep;
import org.vitral.segmentation.SwapTrigger;

class RenderingTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Screen plain =
            new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
    private final Screen colored = new Screen(plain.out(), true);

    @Test
    void columnsOfATableStandBelowEachOther() {
        Table table = new Table("name", ">count", "why");
        table.row("a", "1", "x");
        table.row("bcdefg", "100", "");
        assertEquals(
                List.of("name    count  why", "a           1  x", "bcdefg    100"), table.lines());
    }

    @Test
    void whatComesFromOutsideCannotReachTheTerminal() {
        assertEquals("a?[31mb c", Text.oneLine("a\033[31mb\n  c"));
        Table table = new Table("name");
        table.row("\033[2J");
        assertEquals("?[2J", table.lines().getLast());
    }

    @Test
    void coloursAreOnlyThereWhereTheTerminalTakesThem() {
        assertEquals("ready", plain.good("ready"));
        assertEquals("\033[32mready\033[0m", colored.good("ready"));
    }

    @Test
    void aSwapThatWasDoneIsTold() {
        SwapOutcome done = outcome(State.PUBLISHED, 1, 2, "", Optional.of(verdict(true)));
        assertEquals(
                List.of(
                        "published  generation 1 -> 2, deeplabv3 2.0.0 on cpu",
                        "  prepare 12.0 ms, gate 1500.0 ms",
                        "  gate passed on 3 pictures"),
                OutcomeText.lines(done, plain));
    }

    @Test
    void aRefusedSwapIsOneLineAndItsGateATable() {
        SwapOutcome refused =
                outcome(State.REFUSED, 1, 1, "It is too slow.", Optional.of(verdict(false)));
        CommandException failure =
                assertThrows(
                        CommandException.class,
                        () ->
                                OutcomeText.print(
                                        refused, new NamedSegmenter("garden", null), plain));
        assertEquals(
                "garden: refused: It is too slow; generation 1 serves (deeplabv3 2.0.0 on cpu)",
                failure.getMessage());
        assertEquals(
                List.of(
                        "check    passed  finding",
                        "numbers  yes     All are numbers.",
                        "latency  NO      It takes 90 ms."),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s ago",
        "119, 119 s ago",
        "120, 2 min ago",
        "7199, 119 min ago",
        "7200, 2 h ago",
        "172800, 2 days ago",
        "-5, 0 s ago"
    })
    void howLongAgoIsSaidInOneNumber(long seconds, String said) {
        Instant now = Instant.parse("2026-11-26T12:00:00Z");
        assertEquals(said, OutcomeText.ago(now.minusSeconds(seconds), now));
    }

    @Test
    void delegatesSayWhatTheyTook() {
        assertEquals("none", Text.delegates(List.of()));
        assertEquals(
                "gpu 1.0 (60 of 70 nodes, 2 partitions), cpu",
                Text.delegates(
                        List.of(
                                new EffectiveDelegate(
                                        "gpu",
                                        "1.0",
                                        OptionalInt.of(60),
                                        OptionalInt.of(70),
                                        OptionalInt.of(2)),
                                new EffectiveDelegate("cpu", ""))));
    }

    @Test
    void aSlipOfThePenIsSeen() {
        List<String> known = List.of("status", "swap", "why");
        assertEquals("; did you mean 'status'?", Text.suggestion("stauts", known));
        assertEquals("", Text.suggestion("rollback", known));
    }

    @Test
    void aManualNamesEachOption() {
        List<String> page =
                Manual.of("rollback", "[-s SEGMENTER]", "Goes back.", Manual.SEGMENTER).page();
        assertEquals("Usage: vitral:rollback [-s SEGMENTER]", page.getFirst());
        assertTrue(page.getLast().startsWith("  -s, --segmenter NAME  "), page.getLast());
        assertFalse(String.join("", page).contains("null"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "osgi.wiring.package | (&(osgi.wiring.package=org.acme)(version>=1.0.0)(!(version>=2.0.0))) | the package org.acme, version [1.0.0,2.0.0)",
                "osgi.wiring.package | (osgi.wiring.package=org.acme) | the package org.acme",
                "osgi.wiring.bundle | (&(osgi.wiring.bundle=org.acme)(bundle-version>=3)) | the bundle org.acme, version 3 or later",
                "osgi.wiring.package | (&(osgi.wiring.package=org.acme)(version>=1)(version<=2)) | the package org.acme, version [1,2]",
                "osgi.ee | (&(osgi.ee=JavaSE)(version=99)) | Java: JavaSE 99",
                "osgi.native | (&(osgi.native.osname~=Linux)(osgi.native.processor~=arm_le)) | another platform: Linux on arm_le",
                "org.acme.thing | (x=1) | the capability org.acme.thing with (x=1)"
            })
    void aRequirementIsSaidInWords(String namespace, String filter, String said) {
        assertEquals(said, RequirementText.of(namespace, filter));
    }

    @Test
    void theNameOfADelegateIsReadFromTheDescriptionOfItsComponent() {
        assertEquals(
                List.of("gpu"),
                IdleBundles.values(
                        "<property name=\"library\" type=\"String\" value=\"x\"/>\n"
                                + "<property name=\"org.vitral.delegate.name\" type=\"String\" value=\"gpu\"/>",
                        "org.vitral.delegate.name"));
    }

    private static GateVerdict verdict(boolean passed) {
        return new GateVerdict(
                "enforce",
                3,
                List.of(
                        new GateCheck("numbers", true, "All are numbers."),
                        new GateCheck("latency", passed, "It takes 90 ms.")));
    }

    private static SwapOutcome outcome(
            State state, long before, long after, String reason, Optional<GateVerdict> gate) {
        return new SwapOutcome(
                Instant.EPOCH,
                SwapTrigger.CALL,
                "delegate cpu",
                state,
                before,
                after,
                "deeplabv3 2.0.0",
                "cpu",
                reason,
                List.of(
                        new SwapStep("prepare", Duration.ofMillis(12)),
                        new SwapStep("gate", Duration.ofMillis(1500))),
                gate);
    }
}
