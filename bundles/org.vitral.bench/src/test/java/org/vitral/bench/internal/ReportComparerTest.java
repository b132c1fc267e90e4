// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.bench.BenchComparison;
import org.vitral.bench.BenchDifference;
import org.vitral.bench.BenchDifference.Verdict;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchSubject;

final class ReportComparerTest {

    private static final int TRIALS = 20;

    @TempDir private Path folder;

    private static SavedReport saved(Path file, BenchReport report) throws Exception {
        Files.writeString(file, JsonReport.of(report));
        return SavedReport.read(file);
    }

    private static BenchComparison compare(BenchReport before, BenchReport after) throws Exception {
        Path first = Files.createTempFile("vitral-bench-a", ".json");
        Path second = Files.createTempFile("vitral-bench-b", ".json");
        try {
            return ReportComparer.compare(saved(first, before), saved(second, after));
        } finally {
            Files.delete(first);
            Files.delete(second);
        }
    }

    private static Verdict verdict(BenchComparison comparison, BenchSubject subject, String what) {
        return comparison.differences().stream()
                .filter(one -> one.subject().equals(subject) && one.what().equals(what))
                .map(BenchDifference::verdict)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportDoesNotDifferFromItself() throws Exception {
        BenchReport report = Reports.of(1, 10, 0.9, 0.02);
        BenchComparison comparison = compare(report, report);

        assertTrue(
                comparison.differences().stream().allMatch(one -> one.verdict() == Verdict.SAME),
                comparison.toString());
        assertEquals(List.of(), comparison.notes());
    }

    @Test
    void theMachinesSpeedIsHardlyEverTakenForADifferenceOfTheCode() throws Exception {
        Random random = new Random(51);
        int wrong = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            double speed = 0.5 + 1.5 * random.nextDouble();
            BenchComparison comparison =
                    compare(
                            Reports.of(random.nextLong(), 10, 0.9, 0.02),
                            Reports.of(random.nextLong(), 10 * speed, 0.9, 0.02));
            wrong += comparison.differences().stream().anyMatch(ReportComparerTest::real) ? 1 : 0;
            assertEquals(
                    Math.abs(speed - 1) > 0.1 ? Verdict.DRIFT : verdictOfRaw(comparison),
                    verdictOfRaw(comparison));
        }
        assertTrue(wrong <= TRIALS / 10, wrong + " of " + TRIALS);
    }

    private static Verdict verdictOfRaw(BenchComparison comparison) {
        return verdict(comparison, Reports.ENGINE, "raw_invoke");
    }

    private static boolean real(BenchDifference one) {
        return one.verdict() == Verdict.FASTER || one.verdict() == Verdict.SLOWER;
    }

    @Test
    void fasterCodeIsFoundAlsoWhereTheMachineWasSlower() throws Exception {
        BenchComparison comparison =
                compare(Reports.of(1, 10, 0.9, 0.02), Reports.of(2, 11, 0.6, 0.02));

        assertEquals(Verdict.DRIFT, verdict(comparison, Reports.ENGINE, "raw_invoke"));
        assertEquals(Verdict.DRIFT, verdict(comparison, Reports.FRAMED, "usual_way"));
        assertEquals(Verdict.FASTER, verdict(comparison, Reports.FRAMED, "frame_to_mask"));
        assertEquals(
                Verdict.FASTER, verdict(comparison, Reports.FRAMED, "frame_to_mask/raw_invoke"));
        assertEquals(Verdict.FASTER, verdict(comparison, Reports.SIDE_BY_SIDE, "frame_rate"));
        assertEquals(
                Verdict.FASTER, verdict(comparison, Reports.SIDE_BY_SIDE, "frame_rate/raw_rate"));
        assertEquals(Verdict.SAME, verdict(comparison, Reports.FRAMED, "allocation"));
    }

    @Test
    void slowerCodeIsFoundInItsRatioWhereTheTimesDriftedTooMuch() throws Exception {
        BenchComparison comparison =
                compare(Reports.of(1, 10, 0.9, 0.3), Reports.of(2, 10, 1.0, 0.02));

        assertEquals(Verdict.DRIFT, verdict(comparison, Reports.FRAMED, "frame_to_mask"));
        assertEquals(
                Verdict.SLOWER, verdict(comparison, Reports.FRAMED, "frame_to_mask/raw_invoke"));
        assertEquals(List.of("The machine was noisy in A"), comparison.notes());
    }

    @Test
    void anotherModelMayBeFasterItself() throws Exception {
        BenchComparison comparison =
                compare(Reports.of(1, 10, 0.9, 0.02), Reports.of(2, 5, 0.9, 0.02, "b".repeat(64)));

        assertEquals(Verdict.FASTER, verdict(comparison, Reports.ENGINE, "raw_invoke"));
        assertEquals(
                List.of("The models differ: net in A and net in B (SHA-256 aaaaaaaa and bbbbbbbb)"),
                comparison.notes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{}",
                "[]",
                "{\"schema\":1}",
                "{\"kind\":\"vitral-bench\",\"schema\":1,\"series\":7}",
                "{\"kind\":\"vitral-bench\",\"schema\":1",
                "{\"kind\":\"vitral-bench\",\"schema\":1} {}"
            })
    void whatIsNoReportIsRefusedWithItsName(String content) throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(file, content);

        BenchException refused = assertThrows(BenchException.class, () -> SavedReport.read(file));
        assertEquals(
                file + ": This is no report that vitral bench --save has written",
                refused.getMessage());
    }

    @Test
    void aFileThatIsNotThereAndALaterSchemaAreSaid() throws IOException {
        Path file = folder.resolve("a.json");
        assertEquals(
                file + ": There is no such file",
                assertThrows(BenchException.class, () -> SavedReport.read(file)).getMessage());
        Files.writeString(file, "{\"kind\":\"vitral-bench\",\"schema\":2}");
        assertEquals(
                file + ": It has the schema 2, and this program reads 1",
                assertThrows(BenchException.class, () -> SavedReport.read(file)).getMessage());
    }

    @Test
    void reportsThatHaveNothingInCommonAreSaid() throws Exception {
        Path file = folder.resolve("empty.json");
        Files.writeString(file, "{\"kind\":\"vitral-bench\",\"schema\":1,\"series\":[]}");
        SavedReport empty = SavedReport.read(file);
        SavedReport full = saved(folder.resolve("full.json"), Reports.of(1, 10, 0.9, 0.02));

        String reason =
                assertThrows(BenchException.class, () -> ReportComparer.compare(empty, full))
                        .getMessage();
        assertTrue(reason.contains("have nothing in common"), reason);
    }
}
