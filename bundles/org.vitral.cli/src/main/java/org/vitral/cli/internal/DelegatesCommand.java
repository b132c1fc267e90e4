// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.DelegateMeasurement;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.SegmentationException;

/** {@code vitral delegates}. */
final class DelegatesCommand {

    /** What measuring may take: enough for a model that takes a second on the plain kernels. */
    static final Duration BUDGET = Duration.ofSeconds(10);

    private final Delegates delegates;
    private final Console console;

    DelegatesCommand(Delegates delegates, Console console) {
        this.delegates = delegates;
        this.console = console;
    }

    /** Lists all delegates. */
    int list(boolean json) {
        List<DelegateStatus> all = delegates.list();
        // The first one that works here: the list is in the order of preference.
        Optional<DelegateStatus> auto = all.stream().filter(DelegateStatus::available).findFirst();
        if (json) {
            console.json(JsonDocument.object(out -> list(out, all, auto)));
            return ExitCode.DONE;
        }
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT);
        table.row("", "name", "version", "available", "description");
        for (DelegateStatus delegate : all) {
            boolean chosen = auto.filter(delegate::equals).isPresent();
            table.row(
                    chosen ? "*" : "",
                    delegate.name(),
                    delegate.version(),
                    delegate.available() ? "yes" : "no",
                    delegate.available()
                            ? delegate.description()
                            : delegate.description() + ": " + delegate.reason());
        }
        console.result(table.lines());
        return ExitCode.DONE;
    }

    private static void list(
            JsonWriter out, List<DelegateStatus> all, Optional<DelegateStatus> auto)
            throws IOException {
        out.name("delegates").beginArray();
        for (DelegateStatus delegate : all) {
            out.beginObject();
            out.name("name").value(delegate.name());
            out.name("available").value(delegate.available());
            out.name("reason").value(delegate.reason());
            out.name("description").value(delegate.description());
            out.name("auto").value(auto.filter(delegate::equals).isPresent());
            out.name("version").value(known(delegate.version()));
            out.endObject();
        }
        out.endArray();
    }

    /**
     * Measures a model on all delegates that work here.
     *
     * @param asked the model as the user writes it
     * @param model the model as a segmenter knows it
     * @param threads the number of threads, or 0 for as many as make sense
     * @return the exit code
     * @throws FailureException if no delegate can run the model
     */
    int measure(String asked, String model, int threads, boolean json) throws FailureException {
        DelegateComparison comparison;
        try {
            comparison = delegates.compare(model, threads, BUDGET, console::message);
        } catch (SegmentationException e) {
            throw new FailureException("--model " + asked, e);
        }
        if (json) {
            console.json(JsonDocument.object(out -> comparison(out, comparison)));
        } else {
            console.result(lines(comparison));
        }
        if (comparison.reference().isEmpty()) {
            throw new FailureException("--model " + asked, comparison.reason(), null);
        }
        return ExitCode.DONE;
    }

    private static List<String> lines(DelegateComparison comparison) {
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.LEFT);
        table.row("", "name", "version", "nodes", "partitions", "median", "agreement");
        for (DelegateMeasurement one : comparison.measurements()) {
            EffectiveDelegate delegate = one.delegate();
            boolean loaded = one.failure().isEmpty() || one.agreement().isPresent();
            table.row(
                    isChosen(one, comparison) ? "*" : "",
                    delegate.name(),
                    delegate.version(),
                    loaded ? nodes(delegate) : "",
                    loaded && delegate.nodes().isPresent() ? DelegateText.partitions(delegate) : "",
                    one.median().map(Text::milliseconds).orElse(""),
                    one.failure().isEmpty() ? agreement(one, comparison) : one.failure());
        }
        int threads = comparison.threads();
        List<String> lines = new ArrayList<>();
        lines.add(
                Text.oneLine(
                        "%s, %s"
                                .formatted(
                                        comparison.model().name(),
                                        threads == 1 ? "1 thread" : threads + " threads")));
        lines.add("");
        lines.addAll(table.lines());
        lines.add("");
        lines.add(
                Text.oneLine(
                        comparison
                                .choice()
                                .map(name -> "auto takes " + name + ": " + comparison.reason())
                                .orElse("auto goes by ranking: " + comparison.reason())));
        return lines;
    }

    private static String nodes(EffectiveDelegate delegate) {
        // Nothing is left for anybody else.
        return delegate.name().equals(Delegates.CPU) ? "all" : DelegateText.nodes(delegate);
    }

    private static boolean isChosen(DelegateMeasurement one, DelegateComparison comparison) {
        return comparison.choice().equals(Optional.of(one.delegate().name()));
    }

    private static String agreement(DelegateMeasurement one, DelegateComparison comparison) {
        return one.delegate().name().equals(comparison.reference())
                ? "reference"
                : String.format(Locale.ROOT, "%.2f %%", 100 * one.agreement().orElse(0));
    }

    private static void comparison(JsonWriter out, DelegateComparison comparison)
            throws IOException {
        out.name("model").beginObject();
        out.name("name").value(comparison.model().name());
        out.name("version").value(comparison.model().version());
        out.name("sha256").value(comparison.model().sha256());
        out.endObject();
        out.name("threads").value(comparison.threads());
        out.name("reference").value(known(comparison.reference()));
        out.name("auto").value(comparison.choice().orElse(null));
        out.name("reason").value(comparison.reason());
        out.name("delegates").beginArray();
        for (DelegateMeasurement one : comparison.measurements()) {
            EffectiveDelegate delegate = one.delegate();
            out.beginObject();
            out.name("name").value(delegate.name());
            out.name("version").value(known(delegate.version()));
            number(out.name("nodes"), delegate.nodes());
            number(out.name("of"), delegate.modelNodes());
            number(out.name("partitions"), delegate.partitions());
            out.name("median_ms");
            if (one.median().isPresent()) {
                out.value(one.median().get().toNanos() / 1_000 / 1e3);
            } else {
                out.nullValue();
            }
            out.name("agreement");
            if (one.agreement().isPresent()) {
                out.value(one.agreement().getAsDouble());
            } else {
                out.nullValue();
            }
            out.name("failure").value(one.failure());
            out.endObject();
        }
        out.endArray();
    }

    private static void number(JsonWriter out, OptionalInt number) throws IOException {
        if (number.isPresent()) {
            out.value(number.getAsInt());
        } else {
            out.nullValue();
        }
    }

    /** Null, which JSON has a word for, where it is not known. */
    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }
}
