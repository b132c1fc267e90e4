// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.vitral.bench.Bench;
import org.vitral.evaluation.ConfusionRenderer;
import org.vitral.evaluation.Evaluator;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exporter;
import org.vitral.export.Exports;
import org.vitral.export.ImageEncoder;
import org.vitral.export.SeriesExporter;
import org.vitral.export.target.internal.FolderTargetProvider;
import org.vitral.export.target.internal.StandardOutputTargetProvider;
import org.vitral.export.target.internal.ZipTargetProvider;
import org.vitral.image.Image;
import org.vitral.image.ImageSource;
import org.vitral.image.PixelFormat;
import org.vitral.model.ModelPacker;
import org.vitral.model.ModelRepository;
import org.vitral.model.ModelSignature;
import org.vitral.model.RejectedModel;
import org.vitral.model.VersionLabels;
import org.vitral.render.DifferenceRenderer;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.GraphTensor;
import org.vitral.segmentation.ModelRewriting;
import org.vitral.segmentation.RewritingReport;
import org.vitral.segmentation.RuleReport;
import org.vitral.segmentation.SegmentationOptions;

/** A platform without a framework. */
final class TestPlatform implements Platform {

    final TestServices services = new TestServices();
    private final Exports exports = services.exports();
    final Map<String, ExportTargetProvider> targets =
            new TreeMap<>(
                    Map.of(
                            "folder", new FolderTargetProvider(),
                            "zip", new ZipTargetProvider(),
                            "stdout", new StandardOutputTargetProvider()));
    final List<Map<String, Object>> configurations = new ArrayList<>();
    List<String> warnings = List.of();
    Optional<String> note = Optional.empty();
    String engineFailure = "";
    List<EffectiveDelegate> effective = List.of(new EffectiveDelegate("cpu", "2.21.0"));
    String delegateReason = "";
    final List<SegmentationOptions> asked = new ArrayList<>();
    List<ImageSource> sources = List.of(new GraymapSource());
    Runnable whenSegmenting = () -> {};
    List<String> notes = List.of();
    final List<String> segmenters = new ArrayList<>();
    final TestBench bench = new TestBench();
    final TestEvaluator evaluator = new TestEvaluator();
    boolean draws = true;
    final TestDelegates delegates = new TestDelegates();
    final List<List<String>> shellArguments = new ArrayList<>();
    int shellExit;
    final TestVersionLabels versionLabels = new TestVersionLabels();
    final TestPacker packer = new TestPacker();
    List<RejectedModel> rejected = List.of();
    Optional<ModelSignature> signature = Optional.empty();
    int closed;

    TestPlatform() {
        export("mask", ".mask.png", new RawMask());
        services.register(ImageEncoder.class, Map.of(ImageEncoder.FORMAT, "png"), encoder());
        render(
                "overlay",
                (image, segmentation, options) ->
                        Image.of(new byte[] {(byte) image.width()}, 1, 1, PixelFormat.GRAY));
        export(
                "json",
                ".json",
                (subject, options, out) ->
                        out.write(
                                "{\"image\":\"%s\",\n  \"width\":%d}\n"
                                        .formatted(subject.name(), subject.segmentation().width())
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    void export(String name, String suffix, Exporter exporter) {
        services.register(
                Exporter.class, Map.of(Exporter.NAME, name, Exporter.SUFFIX, suffix), exporter);
    }

    void render(String name, Renderer renderer) {
        services.register(Renderer.class, Map.of(Renderer.NAME, name), renderer);
    }

    void exportSeries(String name, SeriesExporter exporter) {
        services.register(SeriesExporter.class, Map.of(Exporter.NAME, name), exporter);
    }

    @Override
    public ModelRepository models() {
        return new Models(note, rejected, signature);
    }

    @Override
    public VersionLabels versionLabels() {
        return versionLabels;
    }

    @Override
    public ModelPacker packer() {
        return packer;
    }

    @Override
    public Delegates delegates() {
        return delegates;
    }

    @Override
    public ModelRewriting rewriting() {
        return model ->
                new RewritingReport(
                        70,
                        730_915_390,
                        60_177_060,
                        List.of(
                                new RuleReport(
                                        "grid-scores",
                                        true,
                                        "The mask stays small",
                                        2,
                                        4_229_694,
                                        5_639_608),
                                new RuleReport(
                                        "image-branch", false, "There is no branch", 0, 0, 0)),
                        List.of(
                                new GraphTensor(
                                        "image", "int8", List.of(1, -1, -1, 3), 0.0078125f, -1)),
                        List.of(
                                new GraphTensor("mask", "int64", List.of(1, 6, 8), 0, 0),
                                new GraphTensor("other", "float32", List.of(1, 2), 0, 0)));
    }

    @Override
    public void delegateLibrary(String name, Path library, List<String> settings)
            throws FailureException {
        delegates.load(name, library, settings);
    }

    @Override
    public List<ImageSource> sources() {
        return sources;
    }

    @Override
    public Exports exports() {
        return exports;
    }

    @Override
    public List<String> targets() {
        return List.copyOf(targets.keySet());
    }

    @Override
    public Optional<ExportTargetProvider> target(String kind) {
        return Optional.ofNullable(targets.get(kind));
    }

    @Override
    public String targetDescription(String kind) {
        return kind.equals("zip") ? "An archive" : "";
    }

    @Override
    public Bench bench() {
        return bench;
    }

    @Override
    public Evaluator evaluator() {
        return evaluator;
    }

    @Override
    public ConfusionRenderer confusionRenderer() throws FailureException {
        if (!draws) {
            throw new FailureException("", "There is no service that draws", null);
        }
        return result ->
                Image.of(new byte[] {(byte) result.labels().size()}, 1, 1, PixelFormat.GRAY);
    }

    @Override
    public DifferenceRenderer differenceRenderer() throws FailureException {
        if (!draws) {
            throw new FailureException("", "There is no service that draws", null);
        }
        return (image, first, second, chosen) ->
                Image.of(new byte[] {(byte) image.width()}, 1, 1, PixelFormat.GRAY);
    }

    @Override
    public ImageEncoder encoder() {
        return (image, out) -> out.write(image.pixels().get(ValueLayout.JAVA_BYTE, 0));
    }

    @Override
    public PendingSegmenter segmenter(String name, Map<String, Object> properties) {
        configurations.add(properties);
        segmenters.add(name);
        return () ->
                new ThresholdSegmenter(
                        Models.description("threshold", warnings),
                        engineFailure,
                        effective,
                        delegateReason,
                        options -> {
                            asked.add(options);
                            whenSegmenting.run();
                        },
                        notes);
    }

    @Override
    public ToIntFunction<String[]> shell() {
        return arguments -> {
            shellArguments.add(List.of(arguments));
            return shellExit;
        };
    }

    @Override
    public void showLog(Consumer<String> lines) {
        lines.accept("[INFO] a line of the log");
    }

    @Override
    public void close() {
        closed++;
    }
}
