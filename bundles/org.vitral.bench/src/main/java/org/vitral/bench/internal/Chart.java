// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vitral.bench.BenchEngine;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchStep;
import org.vitral.bench.BenchSubject;
import org.vitral.bench.Interval;
import org.vitral.bench.Samples;

/**
 * A chart of a report as shapes on a plane: a bar to the median of what was measured, a line over
 * it from the 5th to the 95th percentile, and the ratio beside it. Whoever draws it chooses the
 * format.
 *
 * @param width the width in pixels
 * @param height the height in pixels
 */
record Chart(int width, int height, List<Box> boxes, List<Text> texts) {

    /** A filled rectangle. */
    record Box(int x, int y, int width, int height, int color) {}

    /** A text; its baseline is {@code y}, and where it ends at {@code x} it is to the right. */
    record Text(String text, int x, int y, int size, int color, boolean right) {}

    static final int DARK = 0x22262b;
    static final int DIM = 0x666c73;

    private static final int WIDTH = 960;
    private static final int MARGIN = 24;
    private static final int NAMES = 250;
    private static final int BARS = 440;
    private static final int LEGEND = 220;
    private static final int ROW = 24;
    private static final int BAR = 14;
    private static final int GAP = 14;
    private static final int TEXT = 13;
    private static final int TITLE = 18;
    private static final int GRID = 0xe6e8ea;
    private static final int RAW = 0x8a949e;
    private static final int OURS = 0x1f77b4;
    private static final int USUAL = 0xe08a1e;
    private static final int TICKS = 5;

    static Chart of(BenchReport report) {
        return new Builder(report).build();
    }

    /** One bar. */
    private record Bar(String name, Samples samples, String beside, int color) {}

    private static final class Builder {
        private final BenchReport report;
        private final List<Box> boxes = new ArrayList<>();
        private final List<Text> texts = new ArrayList<>();
        private int y = MARGIN;

        Builder(BenchReport report) {
            this.report = report;
        }

        Chart build() {
            text("%s %s".formatted(report.model().name(), report.model().version()), TITLE, DARK);
            text(
                    "%s, %d processors, %s, %s"
                            .formatted(
                                    report.device().processor(),
                                    report.device().processors(),
                                    report.device().library(),
                                    report.device().jvm()),
                    TEXT,
                    DIM);
            legend();
            List<String> delegates =
                    report.engines().stream()
                            .filter(BenchEngine::measured)
                            .map(BenchEngine::delegate)
                            .distinct()
                            .toList();
            for (String delegate : delegates) {
                List<Bar> times = new ArrayList<>();
                report.engines().stream()
                        .filter(one -> one.delegate().equals(delegate) && one.measured())
                        .forEach(one -> times.addAll(times(one)));
                panel("%s: milliseconds, less is better".formatted(delegate), times);
                panel(
                        "%s: a second, one thread each, more is better".formatted(delegate),
                        rates(delegate));
            }
            text(
                    "%s, %d rounds, seed %d, the machine was %s"
                            .formatted(
                                    report.started().toString().substring(0, 10),
                                    report.rounds(),
                                    report.seed(),
                                    report.noise().noisy() ? "noisy" : "quiet"),
                    TEXT,
                    DIM);
            return new Chart(WIDTH, y + MARGIN / 2, List.copyOf(boxes), List.copyOf(texts));
        }

        private void text(String text, int size, int color) {
            y += size;
            texts.add(new Text(text, MARGIN, y, size, color, false));
            y += size / 2;
        }

        private void legend() {
            y += GAP / 2;
            int x = MARGIN;
            String[] names = {"raw invoke, unmodified model", "Vitral, frame to mask", "usual way"};
            int[] colors = {RAW, OURS, USUAL};
            for (int i = 0; i < names.length; i++) {
                boxes.add(new Box(x, y, BAR, BAR, colors[i]));
                texts.add(new Text(names[i], x + BAR + 6, y + BAR - 2, TEXT, DARK, false));
                x += LEGEND;
            }
            texts.add(new Text("bar: median, line: 5 % to 95 %", x, y + BAR - 2, TEXT, DIM, false));
            y += BAR + GAP;
        }

        private List<Bar> times(BenchEngine engine) {
            BenchSubject subject = new BenchSubject(engine.delegate(), engine.threads());
            String threads = engine.threads() + (engine.threads() == 1 ? " thread" : " threads");
            List<Bar> bars = new ArrayList<>();
            bars.add(
                    new Bar(
                            threads + ", raw",
                            report.samples(subject, BenchStep.RAW_INVOKE),
                            "",
                            RAW));
            report.ratios().stream()
                    .filter(one -> one.base() == BenchStep.RAW_INVOKE)
                    .filter(one -> one.subject().of("").equals(subject))
                    .forEach(
                            one -> {
                                BenchSubject of = one.subject();
                                bars.add(
                                        new Bar(
                                                threads + ", " + of.frame(),
                                                report.samples(of, BenchStep.FRAME_TO_MASK),
                                                times(one.value()) + " raw",
                                                OURS));
                                Samples usual = report.samples(of, BenchStep.USUAL_WAY);
                                if (!usual.isEmpty()) {
                                    bars.add(
                                            new Bar(threads + ", " + of.frame(), usual, "", USUAL));
                                }
                            });
            return bars;
        }

        private List<Bar> rates(String delegate) {
            List<Bar> bars = new ArrayList<>();
            report.ratios().stream()
                    .filter(one -> one.step() == BenchStep.FRAME_RATE)
                    .filter(one -> one.subject().delegate().equals(delegate))
                    .forEach(
                            one -> {
                                String name = one.subject().concurrency() + " at a time";
                                bars.add(
                                        new Bar(
                                                name + ", raw",
                                                report.samples(one.subject(), BenchStep.RAW_RATE),
                                                "",
                                                RAW));
                                bars.add(
                                        new Bar(
                                                name + ", " + one.subject().frame(),
                                                report.samples(one.subject(), BenchStep.FRAME_RATE),
                                                times(one.value()) + " raw",
                                                OURS));
                            });
            return bars;
        }

        private static String times(Interval ratio) {
            return String.format(Locale.ROOT, "%.2f x", ratio.estimate());
        }

        private void panel(String title, List<Bar> bars) {
            if (bars.isEmpty()) {
                return;
            }
            y += GAP;
            text(title, TEXT + 1, DARK);
            double largest =
                    bars.stream().mapToDouble(bar -> bar.samples().percentile(95)).max().orElse(1);
            double step = tick(largest);
            int left = MARGIN + NAMES;
            int bottom = y + bars.size() * ROW;
            int ticks = (int) Math.ceil(largest / step);
            double scale = BARS / (ticks * step);
            for (int i = 0; i <= ticks; i++) {
                int x = left + (int) Math.round(i * step * scale);
                boxes.add(new Box(x, y, 1, bottom - y, GRID));
                String label = ReportTables.number(i * step).replaceAll("\\.0+$", "");
                texts.add(new Text(label, x + 8, bottom + TEXT + 2, TEXT - 2, DIM, true));
            }
            for (Bar bar : bars) {
                bar(bar, left, scale);
                y += ROW;
            }
            y = bottom + TEXT + GAP;
        }

        private void bar(Bar bar, int left, double scale) {
            Samples samples = bar.samples();
            int top = y + (ROW - BAR) / 2;
            texts.add(new Text(shortened(bar.name()), left - 8, top + BAR - 2, TEXT, DARK, true));
            int length = (int) Math.round(samples.median() * scale);
            boxes.add(new Box(left, top, Math.max(1, length), BAR, bar.color()));
            int from = left + (int) Math.round(samples.percentile(5) * scale);
            int to = left + (int) Math.round(samples.percentile(95) * scale);
            boxes.add(new Box(from, top + BAR / 2, Math.max(1, to - from), 2, DARK));
            String value = ReportTables.number(samples.median());
            texts.add(
                    new Text(
                            bar.beside().isEmpty() ? value : value + "   " + bar.beside(),
                            left + BARS + GAP,
                            top + BAR - 2,
                            TEXT,
                            DARK,
                            false));
        }

        private static String shortened(String name) {
            return name.length() <= 34 ? name : name.substring(0, 33) + "\u2026";
        }

        /** 1, 2 or 5 times a power of ten, so that there are about five of them. */
        private static double tick(double largest) {
            double rough = largest / TICKS;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double part = rough / power;
            return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
        }
    }
}
