// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.Segmentation;

/**
 * Writes a segmentation as a NumPy archive of these arrays:
 *
 * <ul>
 *   <li>{@code mask} {@code [H, W]}: the class of every pixel, as {@link NpyExporter} writes it
 *   <li>{@code labels} {@code [N]}: the names of the model's classes
 *   <li>{@code colors} {@code [N, 3]} of {@code uint8}: their colours, as red, green, blue
 *   <li>{@code classes} {@code [C]} of {@code uint16}: the indices of the classes in the next array
 *   <li>{@code confidence} {@code [C, h, w]} of {@code float32} or {@code float16}: how sure the
 *       model is of each of these classes, 0 to 1. The last two are absent where the model gives
 *       class indices only
 * </ul>
 */
@Component(
        property = {
            Exporter.NAME + "=npz",
            Exporter.SUFFIX + "=.npz",
            "service.description=The mask, the classes and how sure the model is, as a NumPy archive"
        })
public final class NpzExporter implements Exporter {

    /** The sizes that confidences can have. */
    enum Size {
        MODEL,
        MASK
    }

    /** The types of numbers that confidences can be. */
    enum FloatType {
        FLOAT32,
        FLOAT16
    }

    @Override
    public List<Option<?>> options() {
        return List.of(Choices.SIZE, Choices.TYPE, Choices.CLASSES, Choices.COMPRESS);
    }

    /** The options; they are made when they are asked for. */
    static final class Choices {
        static final Option<Size> SIZE =
                Option.choice(
                        "size",
                        Size.MODEL,
                        "The size of the confidences: that of the model's own output, or that of"
                                + " the mask");
        static final Option<FloatType> TYPE =
                Option.choice("type", FloatType.FLOAT32, "What numbers the confidences are");
        static final Option<List<String>> CLASSES =
                Option.names(
                        "classes", "The classes whose confidences are written; all unless said");
        static final Option<Boolean> COMPRESS =
                Option.flag("compress", true, "Whether the archive is compressed");

        private Choices() {}
    }

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        Segmentation segmentation = subject.segmentation();
        ModelDescription model = segmentation.model();
        List<Label> chosen = chosen(model, options.get(Choices.CLASSES));
        try (NpzFile file = new NpzFile(out, options.get(Choices.COMPRESS))) {
            MaskRowExporter.write(segmentation, new NpyMaskWriter(file.begin("mask")));
            labels(model.labels(), file);
            if (model.output().kind() != OutputKind.CLASS_INDICES) {
                confidences(segmentation, chosen, options, file);
            }
            file.complete();
        }
    }

    private static List<Label> chosen(ModelDescription model, List<String> names)
            throws IOException {
        if (names.isEmpty()) {
            return model.labels();
        }
        List<Label> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(
                    model.labels().stream()
                            .filter(label -> label.name().equalsIgnoreCase(name))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IOException(
                                                    "The model %s has no class %s"
                                                            .formatted(model.name(), name))));
        }
        return chosen;
    }

    private static void labels(List<Label> labels, NpzFile file) throws IOException {
        List<String> names = labels.stream().map(Label::name).toList();
        file.begin("labels").write(NpyStrings.array(names));
        byte[] colors = new byte[3 * labels.size()];
        int at = 0;
        for (Label label : labels) {
            colors[at++] = (byte) (label.rgb() >> 16);
            colors[at++] = (byte) (label.rgb() >> 8);
            colors[at++] = (byte) label.rgb();
        }
        OutputStream out = file.begin("colors");
        out.write(NpyHeader.of("|u1", labels.size(), 3));
        out.write(colors);
    }

    private static void confidences(
            Segmentation segmentation, List<Label> classes, Options options, NpzFile file)
            throws IOException {
        OutputStream indices = file.begin("classes");
        indices.write(NpyHeader.of("<u2", classes.size()));
        for (Label label : classes) {
            indices.write(label.index());
            indices.write(label.index() >> 8);
        }
        boolean large = options.get(Choices.SIZE) == Size.MASK;
        CategoryMask mask = segmentation.categoryMask();
        int width = large ? mask.width() : segmentation.modelWidth();
        int height = large ? mask.height() : segmentation.modelHeight();
        FloatRow row = new FloatRow(width, options.get(Choices.TYPE) == FloatType.FLOAT16);
        OutputStream out = file.begin("confidence");
        out.write(NpyHeader.of(row.type(), classes.size(), height, width));
        for (Label label : classes) {
            if (large) {
                // A segmentation keeps each view until it is closed; these would be large ones.
                try (Segmentation passing = segmentation.copy()) {
                    write(passing.confidenceMask(label.index(), width, height), row, out);
                }
            } else {
                write(segmentation.confidenceMask(label.index(), width, height), row, out);
            }
        }
    }

    private static void write(ConfidenceMask confidence, FloatRow row, OutputStream out)
            throws IOException {
        for (int y = 0; y < confidence.height(); y++) {
            confidence.copyRow(y, row.values());
            out.write(row.bytes());
        }
    }
}
