// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.vitral.bench.BenchComparison;
import org.vitral.bench.BenchDifference;
import org.vitral.bench.BenchDifference.Verdict;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.Interval;
import org.vitral.bench.Samples;

/**
 * Says which differences between two reports are real. Two reports were not measured in the same
 * minutes, so a clear difference of their times may still be one of the machine: the raw invoke,
 * which is the same code in both, shows how large that is. Ratios within each report do not suffer
 * from it.
 */
final class ReportComparer {

    private static final long SEED = 20;
    private static final double ERROR = 0.05;

    /**
     * Two processes of the same program differ by this much: memory lies elsewhere, and code was
     * compiled in another order. No statistic over the rounds of one process can see that.
     */
    private static final double SMALLEST = 0.02;

    private static final Interval NO_CHANGE = new Interval(1, 1, 1);

    /** Two things that are divided round by round. */
    private record Pair(BenchStep step, BenchStep base) {}

    private static final List<Pair> PAIRS =
            List.of(
                    new Pair(BenchStep.FRAME_TO_MASK, BenchStep.RAW_INVOKE),
                    new Pair(BenchStep.FRAME_TO_MASK, BenchStep.USUAL_WAY),
                    new Pair(BenchStep.FRAME_RATE, BenchStep.RAW_RATE));

    /** Something that both have measured. */
    private record Row(
            BenchSubject subject,
            String what,
            String unit,
            boolean higherIsBetter,
            boolean control,
            boolean ofTheMachine,
            double[] before,
            double[] after) {}

    private final SavedReport before;
    private final SavedReport after;
    private final boolean sameCode;
    private Bootstrap bootstrap = new Bootstrap(Bootstrap.CONFIDENCE, SEED);

    private ReportComparer(SavedReport before, SavedReport after) {
        this.before = before;
        this.after = after;
        sameCode =
                before.sha256().equals(after.sha256())
                        && before.library().equals(after.library())
                        && before.processor().equals(after.processor());
    }

    /**
     * Compares two reports.
     *
     * @throws BenchException if there is nothing that both have measured
     */
    static BenchComparison compare(SavedReport before, SavedReport after) throws BenchException {
        return new ReportComparer(before, after).compare();
    }

    private BenchComparison compare() throws BenchException {
        List<Row> rows = rows();
        if (rows.isEmpty()) {
            throw new BenchException(
                    "%s and %s have nothing in common that both measured in %d rounds or more"
                            .formatted(before.file(), after.file(), Bootstrap.FEWEST));
        }
        bootstrap = new Bootstrap(1 - ERROR / rows.size(), SEED);
        List<BenchDifference> differences = new ArrayList<>();
        for (Row row : rows) {
            Interval change = bootstrap.ratioOfMedians(row.after(), row.before());
            differences.add(
                    new BenchDifference(
                            row.subject(),
                            row.what(),
                            row.unit(),
                            Samples.of(row.before()).median(),
                            Samples.of(row.after()).median(),
                            change,
                            verdict(row, change)));
        }
        return new BenchComparison(differences, method(rows.size()), notes());
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        before.series()
                .forEach(
                        (key, values) -> {
                            Samples other = after.samples(key.subject(), key.step());
                            BenchStep step = key.step();
                            if (enough(values, other)) {
                                rows.add(
                                        new Row(
                                                key.subject(),
                                                step.label(),
                                                step.unit(),
                                                step.isRate(),
                                                isControl(step),
                                                step != BenchStep.ALLOCATION,
                                                values.toArray(),
                                                other.toArray()));
                            }
                            for (Pair pair : PAIRS) {
                                if (pair.step() == step) {
                                    ratio(key.subject(), pair).ifPresent(rows::add);
                                }
                            }
                        });
        return rows;
    }

    private static boolean enough(Samples values, Samples others) {
        return Math.min(values.count(), others.count()) >= Bootstrap.FEWEST;
    }

    /** What runs the same code in both, if model and library are the same. */
    private static boolean isControl(BenchStep step) {
        return switch (step) {
            case INIT, FIRST, WARM_UP, RAW_INVOKE, USUAL_WAY, RAW_RATE -> true;
            default -> false;
        };
    }

    private Optional<Row> ratio(BenchSubject subject, Pair pair) {
        double[] first = quotients(before, subject, pair);
        double[] second = quotients(after, subject, pair);
        return Math.min(first.length, second.length) < Bootstrap.FEWEST
                ? Optional.empty()
                : Optional.of(
                        new Row(
                                subject,
                                pair.step().label() + "/" + pair.base().label(),
                                "",
                                pair.step().isRate(),
                                false,
                                false,
                                first,
                                second));
    }

    private static double[] quotients(SavedReport report, BenchSubject subject, Pair pair) {
        BenchSubject baseSubject = pair.base() == BenchStep.RAW_INVOKE ? subject.of("") : subject;
        double[] values = report.samples(subject, pair.step()).toArray();
        double[] bases = report.samples(baseSubject, pair.base()).toArray();
        double[] quotients = new double[Math.min(values.length, bases.length)];
        for (int i = 0; i < quotients.length; i++) {
            quotients[i] = values[i] / bases[i];
        }
        return quotients;
    }

    private Verdict verdict(Row row, Interval change) {
        if (change.contains(1) || Math.abs(change.estimate() - 1) < SMALLEST) {
            return Verdict.SAME;
        }
        double direction = change.estimate();
        if (row.ofTheMachine()) {
            if (sameCode && row.control()) {
                return Verdict.DRIFT;
            }
            Interval machine = sameCode ? machine(row) : NO_CHANGE;
            Interval left =
                    new Interval(
                            change.estimate() / machine.estimate(),
                            change.low() / machine.high(),
                            change.high() / machine.low());
            double drift = Math.log1p(Math.max(before.drift(), after.drift()));
            if (left.contains(1)
                    || Math.abs(Math.log(left.estimate())) <= drift
                    || left.estimate() > 1 != direction > 1) {
                return Verdict.DRIFT;
            }
        }
        return direction > 1 == row.higherIsBetter() ? Verdict.FASTER : Verdict.SLOWER;
    }

    /** By how much the machine itself differs, as the same code in both reports shows it. */
    private Interval machine(Row row) {
        BenchStep step = row.higherIsBetter() ? BenchStep.RAW_RATE : BenchStep.RAW_INVOKE;
        BenchSubject subject = row.higherIsBetter() ? row.subject() : row.subject().of("");
        Samples first = before.samples(subject, step);
        Samples second = after.samples(subject, step);
        return first.isEmpty() || second.isEmpty()
                ? NO_CHANGE
                : bootstrap.ratioOfMedians(second.toArray(), first.toArray());
    }

    private static String method(int rows) {
        return String.format(
                Locale.ROOT,
                "Ratio of the medians, B / A, with a bootstrap interval (percentiles of 4,000 draws of"
                        + " blocks of rounds) that holds all %d ratios together with 95 %% (Bonferroni)."
                        + " A difference is real where the interval leaves out 1 and it is 2 %% or more; one of a time or a"
                        + " rate must also do so when it is divided by the change of the raw invoke,"
                        + " whose code is the same in both, and be larger than the drift in each"
                        + " run.",
                rows);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!before.sha256().equals(after.sha256())) {
            notes.add(
                    "The models differ: %s in A and %s in B (SHA-256 %s and %s)"
                            .formatted(
                                    before.model(),
                                    after.model(),
                                    shortened(before.sha256()),
                                    shortened(after.sha256())));
        }
        if (!before.processor().equals(after.processor())) {
            notes.add(
                    "The processors differ: %s in A and %s in B"
                            .formatted(before.processor(), after.processor()));
        }
        if (!before.library().equals(after.library())) {
            notes.add(
                    "The libraries differ: %s in A and %s in B"
                            .formatted(before.library(), after.library()));
        }
        if (before.noisy() || after.noisy()) {
            String which = before.noisy() ? after.noisy() ? "A and B" : "A" : "B";
            notes.add("The machine was noisy in " + which);
        }
        return notes;
    }

    private static String shortened(String sha256) {
        return sha256.substring(0, Math.min(8, sha256.length()));
    }
}
