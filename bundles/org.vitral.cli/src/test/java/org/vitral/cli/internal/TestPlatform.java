// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.vitral.export.Exporter;
import org.vitral.image.ImageSource;
import org.vitral.model.ModelRepository;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;

/** A platform without a framework. */
final class TestPlatform implements Platform {

    final Map<String, ResultFormat> formats = new TreeMap<>();
    final List<Map<String, Object>> configurations = new ArrayList<>();
    List<String> warnings = List.of();
    Optional<String> note = Optional.empty();
    String engineFailure = "";
    int closed;

    TestPlatform() {
        export(
                "mask",
                ".mask.png",
                (subject, out) -> {
                    byte[] pixels =
                            subject.segmentation()
                                    .categoryMask()
                                    .pixels()
                                    .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
                    out.write(pixels);
                });
        export("overlay", ".overlay.png", (subject, out) -> out.write(1));
        export(
                "json",
                ".json",
                (subject, out) ->
                        out.write(
                                "{\"image\":\"%s\",\n  \"width\":%d}\n"
                                        .formatted(subject.name(), subject.segmentation().width())
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    void export(String name, String suffix, Exporter exporter) {
        formats.put(name, ResultFormat.of(name, suffix, exporter));
    }

    @Override
    public ModelRepository models() {
        return new Models(note);
    }

    @Override
    public Delegates delegates() {
        return () ->
                List.of(
                        new DelegateStatus("gpu", "Graphics", false, "There is no graphics card"),
                        new DelegateStatus("xnnpack", "Fast kernels", true, ""),
                        new DelegateStatus("cpu", "Plain kernels", true, ""));
    }

    @Override
    public List<ImageSource> sources() {
        return List.of(new GraymapSource());
    }

    @Override
    public Optional<ResultFormat> format(String name) {
        return Optional.ofNullable(formats.get(name));
    }

    @Override
    public List<String> formats() {
        return List.copyOf(formats.keySet());
    }

    @Override
    public PendingSegmenter segmenter(Map<String, Object> properties) {
        configurations.add(properties);
        return () ->
                new ThresholdSegmenter(Models.description("threshold", warnings), engineFailure);
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
