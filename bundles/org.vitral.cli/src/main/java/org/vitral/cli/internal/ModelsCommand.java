// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vitral.model.KnownModel;
import org.vitral.model.Label;
import org.vitral.model.Model;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;
import org.vitral.model.ModelSignature;
import org.vitral.model.Normalization;
import org.vitral.model.RejectedModel;
import org.vitral.model.VersionLabel;
import org.vitral.model.VersionLabels;
import org.vitral.segmentation.GraphTensor;
import org.vitral.segmentation.ModelRewriting;
import org.vitral.segmentation.RewritingReport;
import org.vitral.segmentation.RuleReport;

/** {@code vitral models} and {@code vitral models show}. */
final class ModelsCommand {

    private final ModelRepository models;
    private final VersionLabels labels;
    private final Console console;

    ModelsCommand(ModelRepository models, VersionLabels labels, Console console) {
        this.models = models;
        this.labels = labels;
        this.console = console;
    }

    /** Lists all models. */
    int list(boolean json) {
        List<Model> here = models.models();
        List<KnownModel> absent = models.absent();
        List<RejectedModel> rejected = models.rejected();
        List<VersionLabel> labelled = labels.list();
        if (json) {
            console.json(JsonDocument.object(out -> list(out, here, absent, rejected, labelled)));
            return ExitCode.DONE;
        }
        List<String> lines = new ArrayList<>();
        if (here.isEmpty()) {
            lines.add("No model is here.");
        } else {
            lines.addAll(table(here, labelled));
        }
        if (!absent.isEmpty()) {
            lines.add("");
            lines.add("Not here, fetched when --model asks for it:");
            lines.addAll(absentTable(absent));
        }
        if (!rejected.isEmpty()) {
            lines.add("");
            lines.add("Not usable:");
            rejected.forEach(one -> lines.add("  " + sentence(one)));
        }
        List<VersionLabel> wrong =
                labelled.stream().filter(label -> !label.problem().isEmpty()).toList();
        if (!wrong.isEmpty()) {
            lines.add("");
            wrong.forEach(
                    label ->
                            lines.add(
                                    Text.oneLine(
                                            "%s@%s: %s"
                                                    .formatted(
                                                            label.model(),
                                                            label.label(),
                                                            label.problem()))));
        }
        models.preferenceNote()
                .ifPresent(
                        note -> {
                            lines.add("");
                            lines.add(Text.oneLine(note));
                        });
        console.result(lines);
        return ExitCode.DONE;
    }

    /** What is said of a rejected one; its name once. */
    private static String sentence(RejectedModel one) {
        return Text.oneLine(
                one.reason().contains(one.origin())
                        ? one.reason()
                        : one.origin() + ": " + one.reason());
    }

    /** The models; columns for labels and signatures where there are any. */
    private static List<String> table(List<Model> here, List<VersionLabel> labelled) {
        boolean labels = labelled.stream().anyMatch(label -> !label.dangling());
        boolean signatures = here.stream().anyMatch(model -> model.signature().isPresent());
        List<TextTable.Align> columns =
                new ArrayList<>(
                        List.of(
                                TextTable.Align.LEFT,
                                TextTable.Align.LEFT,
                                TextTable.Align.LEFT,
                                TextTable.Align.RIGHT,
                                TextTable.Align.RIGHT,
                                TextTable.Align.LEFT,
                                TextTable.Align.LEFT));
        List<String> heads =
                new ArrayList<>(
                        List.of("", "name", "version", "input", "classes", "licence", "origin"));
        if (labels) {
            columns.add(3, TextTable.Align.LEFT);
            heads.add(3, "labels");
        }
        if (signatures) {
            columns.add(TextTable.Align.LEFT);
            heads.add("signed by");
        }
        TextTable table = new TextTable(columns.toArray(TextTable.Align[]::new));
        table.row(heads.toArray(String[]::new));
        for (int i = 0; i < here.size(); i++) {
            ModelDescription model = here.get(i).description();
            List<String> row =
                    new ArrayList<>(
                            List.of(
                                    i == 0 ? "*" : "",
                                    model.name(),
                                    model.version(),
                                    Text.size(model.input().width(), model.input().height()),
                                    Integer.toString(model.labels().size()),
                                    model.license(),
                                    here.get(i).origin()));
            if (labels) {
                row.add(3, String.join(", ", labels(model, labelled)));
            }
            if (signatures) {
                row.add(here.get(i).signature().map(ModelsCommand::signer).orElse(""));
            }
            table.row(row.toArray(String[]::new));
        }
        return table.lines();
    }

    /** The labels of a version. */
    private static List<String> labels(ModelDescription model, List<VersionLabel> labelled) {
        return labelled.stream()
                .filter(label -> !label.dangling())
                .filter(label -> label.model().equals(model.name()))
                .filter(label -> label.version().equals(model.version()))
                .map(VersionLabel::label)
                .toList();
    }

    private static String signer(ModelSignature signature) {
        return signature.signer() + (signature.trusted() ? "" : " (not trusted)");
    }

    private static List<String> absentTable(List<KnownModel> absent) {
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT);
        table.row("", "name", "version", "size", "licence", "looked for in");
        for (KnownModel model : absent) {
            List<String> tried = model.tried();
            table.row(
                    "",
                    model.name(),
                    model.version(),
                    size(model),
                    model.license(),
                    tried.isEmpty() ? "" : tried.getFirst());
            for (String place : tried.subList(Math.min(1, tried.size()), tried.size())) {
                table.row("", "", "", "", "", place);
            }
        }
        return table.lines();
    }

    private static String size(KnownModel model) {
        return model.size() > 0 ? Text.bytes(model.size()) : "";
    }

    /** Shows one model, by its name or the name of its file. */
    int show(String asked, ModelRewriting rewriting, boolean json)
            throws UsageException, FailureException {
        Model model = find(asked);
        RewritingReport report = examine(model, rewriting);
        if (json) {
            boolean preferred =
                    models.preferred()
                            .map(Model::description)
                            .map(ModelDescription::sha256)
                            .filter(model.description().sha256()::equals)
                            .isPresent();
            console.json(
                    JsonDocument.object(
                            out -> {
                                facts(out, model, preferred, labels.list());
                                details(out, model.description());
                                graph(out, report);
                            }));
        } else {
            console.result(page(model, report));
        }
        return ExitCode.DONE;
    }

    private Model find(String asked) throws UsageException, FailureException {
        if (ModelChoice.isFile(asked)) {
            try {
                return models.load(ModelChoice.file(asked));
            } catch (ModelException e) {
                // A sentence that names the file needs no name in front of it.
                String file = ModelChoice.file(asked).toString();
                throw new FailureException(e.getMessage().contains(file) ? "" : asked, e);
            }
        }
        Optional<Model> here = models.find(asked);
        if (here.isPresent()) {
            return here.get();
        }
        Optional<KnownModel> absent = ModelChoice.absent(asked, models);
        if (absent.isEmpty()) {
            throw ModelChoice.notHere(asked, models);
        }
        List<String> tried = absent.get().tried();
        throw new FailureException(
                asked,
                "This model is not here"
                        + (tried.isEmpty()
                                ? ""
                                : "; it was looked for in " + String.join(", ", tried)),
                null);
    }

    private static RewritingReport examine(Model model, ModelRewriting rewriting)
            throws FailureException {
        try {
            return rewriting.examine(model);
        } catch (ModelException e) {
            throw new FailureException(model.description().name(), e);
        }
    }

    private List<String> page(Model model, RewritingReport report) {
        ModelDescription about = model.description();
        TextTable facts = new TextTable(TextTable.Align.LEFT, TextTable.Align.LEFT);
        facts.row("title", about.title());
        facts.row("version", about.version());
        facts.row("licence", about.license());
        List<String> called = labels(about, labels.list());
        if (!called.isEmpty()) {
            facts.row("labels", String.join(", ", called));
        }
        facts.row("origin", model.origin());
        if (model.signature().isPresent()) {
            facts.row("signed by", signer(model.signature().get()));
        } else if (model.origin().startsWith("bundle ") || model.origin().endsWith(".jar")) {
            facts.row("signed by", "nobody");
        }
        facts.row("sha256", about.sha256());
        facts.row(
                "input",
                "%s%s%s, (value - %s) / %s"
                        .formatted(
                                Text.size(about.input().width(), about.input().height()),
                                about.input().channels() == 1 ? ", grey" : "",
                                about.input().resizable() ? ", or another size" : "",
                                numbers(about.input().normalization().mean()),
                                numbers(about.input().normalization().std())));
        facts.row(
                "output",
                "%s, %s, %s"
                        .formatted(
                                Text.size(about.output().width(), about.output().height()),
                                word(about.output().kind()),
                                switch (about.output().activation()) {
                                    case NONE -> "confidences as they are";
                                    case SOFTMAX -> "softmax";
                                    case SIGMOID -> "sigmoid";
                                }));
        if (about.output().qualityScores().isPresent()) {
            facts.row(
                    "quality",
                    "output %d gives quality scores"
                            .formatted(about.output().qualityScores().getAsInt()));
        }
        report.inputs().forEach(tensor -> facts.row("takes", tensor.text()));
        for (int i = 0; i < report.outputs().size(); i++) {
            boolean mask = report.outputs().size() > 1 && i == about.output().index();
            facts.row("gives", report.outputs().get(i).text() + (mask ? ": the mask" : ""));
        }
        if (report.nodes() > 0) {
            facts.row(
                    "graph",
                    "%s operators, %s multiplications, %s"
                            .formatted(
                                    Text.count(report.nodes()),
                                    Text.count(report.multiplications()),
                                    Text.bytes(report.bytes())));
        }
        about.warnings().forEach(warning -> facts.row("note", warning));

        List<String> lines = new ArrayList<>();
        lines.add(Text.oneLine(about.name()));
        lines.add("");
        facts.lines().forEach(line -> lines.add("  " + line));
        lines.add("");
        rules(report).forEach(line -> lines.add("  " + line));
        lines.add("");
        TextTable labels =
                new TextTable(TextTable.Align.RIGHT, TextTable.Align.LEFT, TextTable.Align.LEFT);
        labels.row("class", "label", "colour");
        for (Label label : about.labels()) {
            labels.row(Integer.toString(label.index()), label.name(), label.color());
        }
        lines.addAll(ResultText.swatched(labels.lines(), about.labels(), console));
        return lines;
    }

    /** What each rule saves; behind it what it changes, or why it does not. */
    private static List<String> rules(RewritingReport report) {
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.LEFT);
        table.row("rule saves", "operators", "multiplications", "memory", "");
        for (RuleReport rule : report.rules()) {
            boolean applies = rule.applies();
            table.row(
                    rule.rule(),
                    applies ? Text.count(rule.nodes()) : "-",
                    applies ? Text.count(rule.multiplications()) : "-",
                    applies ? Text.bytes(rule.bytes()) : "-",
                    rule.text());
        }
        return table.lines();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** One number, or one a channel; whole ones without a point. */
    private static String numbers(List<Float> values) {
        return values.stream()
                .map(v -> v == Math.rint(v) ? Long.toString(v.longValue()) : v.toString())
                .collect(
                        Collectors.joining(
                                ", ", values.size() > 1 ? "[" : "", values.size() > 1 ? "]" : ""));
    }

    private static void list(
            JsonWriter out,
            List<Model> here,
            List<KnownModel> absent,
            List<RejectedModel> rejected,
            List<VersionLabel> labelled)
            throws IOException {
        out.name("models").beginArray();
        for (int i = 0; i < here.size(); i++) {
            out.beginObject();
            facts(out, here.get(i), i == 0, labelled);
            out.endObject();
        }
        out.endArray().name("version_labels").beginArray();
        for (VersionLabel label : labelled) {
            out.beginObject();
            out.name("model").value(label.model());
            out.name("label").value(label.label());
            out.name("version").value(label.version());
            out.name("dangling").value(label.dangling());
            out.name("problem").value(label.problem());
            out.endObject();
        }
        out.endArray().name("rejected").beginArray();
        for (RejectedModel one : rejected) {
            out.beginObject();
            out.name("origin").value(one.origin());
            out.name("reason").value(one.reason());
            out.endObject();
        }
        out.endArray().name("absent").beginArray();
        for (KnownModel model : absent) {
            out.beginObject();
            out.name("name").value(model.name());
            out.name("version").value(model.version());
            out.name("title").value(model.title());
            out.name("license").value(model.license());
            out.name("size").value(model.size());
            strings(out, "tried", model.tried());
            out.endObject();
        }
        out.endArray();
    }

    private static void facts(
            JsonWriter out, Model model, boolean preferred, List<VersionLabel> labelled)
            throws IOException {
        ModelDescription about = model.description();
        out.name("name").value(about.name());
        out.name("version").value(about.version());
        out.name("title").value(about.title());
        out.name("default").value(preferred);
        out.name("width").value(about.input().width());
        out.name("height").value(about.input().height());
        out.name("classes").value(about.labels().size());
        out.name("license").value(about.license());
        out.name("origin").value(model.origin());
        out.name("sha256").value(about.sha256());
        strings(out, "version_labels", labels(about, labelled));
        out.name("signature");
        if (model.signature().isEmpty()) {
            out.nullValue();
            return;
        }
        out.beginObject();
        out.name("signer").value(model.signature().get().signer());
        out.name("trusted").value(model.signature().get().trusted());
        out.endObject();
    }

    private static void details(JsonWriter out, ModelDescription about) throws IOException {
        Normalization normalization = about.input().normalization();
        out.name("input").beginObject();
        out.name("width").value(about.input().width());
        out.name("height").value(about.input().height());
        numbers(out, "mean", normalization.mean());
        numbers(out, "std", normalization.std());
        out.name("channels").value(about.input().channels());
        out.name("resizable").value(about.input().resizable());
        out.endObject().name("output").beginObject();
        out.name("index").value(about.output().index());
        out.name("kind").value(about.output().kind().name().toLowerCase(Locale.ROOT));
        out.name("activation").value(about.output().activation().name().toLowerCase(Locale.ROOT));
        out.name("width").value(about.output().width());
        out.name("height").value(about.output().height());
        if (about.output().qualityScores().isPresent()) {
            out.name("quality").value(about.output().qualityScores().getAsInt());
        }
        out.endObject().name("labels").beginArray();
        for (Label label : about.labels()) {
            out.beginObject();
            out.name("index").value(label.index());
            out.name("name").value(label.name());
            out.name("color").value(label.color());
            out.endObject();
        }
        out.endArray();
        strings(out, "warnings", about.warnings());
    }

    private static void graph(JsonWriter out, RewritingReport report) throws IOException {
        out.name("graph").beginObject();
        out.name("operators").value(report.nodes());
        out.name("multiplications").value(report.multiplications());
        out.name("bytes").value(report.bytes());
        out.name("rules").beginArray();
        for (RuleReport rule : report.rules()) {
            out.beginObject();
            out.name("name").value(rule.rule());
            out.name("applies").value(rule.applies());
            out.name("text").value(rule.text());
            out.name("operators").value(rule.nodes());
            out.name("multiplications").value(rule.multiplications());
            out.name("bytes").value(rule.bytes());
            out.endObject();
        }
        out.endArray();
        tensors(out, "inputs", report.inputs());
        tensors(out, "outputs", report.outputs());
        out.endObject();
    }

    private static void tensors(JsonWriter out, String name, List<GraphTensor> tensors)
            throws IOException {
        out.name(name).beginArray();
        for (GraphTensor tensor : tensors) {
            out.beginObject();
            out.name("name").value(tensor.name());
            out.name("type").value(tensor.type());
            out.name("shape").beginArray();
            for (Integer length : tensor.shape()) {
                out.value(length);
            }
            out.endArray();
            if (tensor.scale() != 0) {
                out.name("scale").value(tensor.scale());
                out.name("zero_point").value(tensor.zeroPoint());
            }
            out.endObject();
        }
        out.endArray();
    }

    private static void strings(JsonWriter out, String name, List<String> values)
            throws IOException {
        out.name(name).beginArray();
        for (String value : values) {
            out.value(value);
        }
        out.endArray();
    }

    private static void numbers(JsonWriter out, String name, List<Float> values)
            throws IOException {
        out.name(name).beginArray();
        for (Float value : values) {
            out.value(value);
        }
        out.endArray();
    }
}
