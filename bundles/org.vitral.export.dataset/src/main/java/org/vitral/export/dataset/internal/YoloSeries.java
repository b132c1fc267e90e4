// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.model.Label;
import org.vitral.option.Options;
import org.vitral.segmentation.Polygon;

/** A data set for YOLO's segmentation. Its classes are counted from 0, without the background. */
final class YoloSeries implements ExportSeries {

    private static final String FOLDER = "yolo/";

    /** A thousandth of a pixel in a photograph of 10,000 columns is still seen. */
    private static final int DECIMALS = 7;

    private final ExportTarget target;
    private final Options options;
    private final Categories categories = new Categories();
    private final Stems stems = new Stems();

    YoloSeries(ExportTarget target, Options options) {
        this.target = target;
        this.options = options;
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        categories.accept(subject);
        SeenPhotograph photograph = SeenPhotograph.of(subject);
        String stem = stems.claim(subject.name());
        WholeFiles.write(target, FOLDER + "labels/train/" + stem + ".txt", lines(photograph));
        if (options.get(DatasetOptions.IMAGES)) {
            WholeFiles.write(
                    target,
                    FOLDER + "images/train/" + stem + ".jpg",
                    out -> UprightJpeg.write(subject.image(), out));
        }
    }

    private String lines(SeenPhotograph photograph) {
        StringBuilder text = new StringBuilder();
        for (Instance instance :
                Instance.of(photograph, Per.REGION, options.get(DatasetOptions.MIN_AREA))) {
            if (!isWritten(instance.label())) {
                continue;
            }
            categories.label(instance.label());
            for (Polygon polygon : instance.polygons(options.get(DatasetOptions.TOLERANCE))) {
                text.append(number(instance.label()));
                double[] corners = BridgedRing.of(polygon);
                for (int i = 0; i < corners.length; i += 2) {
                    double x = (photograph.region().x() + corners[i]) / photograph.width();
                    double y = (photograph.region().y() + corners[i + 1]) / photograph.height();
                    text.append(' ').append(decimal(x)).append(' ').append(decimal(y));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private boolean isWritten(int label) {
        return options.get(DatasetOptions.BACKGROUND) || !categories.isBackground(label);
    }

    private int number(int label) {
        return isWritten(0) ? label : label - 1;
    }

    private static String decimal(double value) {
        return BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    @Override
    public void complete() throws IOException {
        List<Label> written = categories.all(options.get(DatasetOptions.BACKGROUND));
        // Without a path of its own, the folders are those beside the file.
        StringBuilder yaml =
                new StringBuilder("train: images/train\nval: images/train\nnc: ")
                        .append(written.size())
                        .append(written.isEmpty() ? "\nnames: {}\n" : "\nnames:\n");
        for (int i = 0; i < written.size(); i++) {
            String name = written.get(i).name();
            // A string of JSON is one of YAML.
            yaml.append("  %d: ".formatted(i)).append(Json.text(json -> json.value(name)));
            yaml.append('\n');
        }
        WholeFiles.write(target, FOLDER + "data.yaml", yaml.toString());
    }

    @Override
    public void close() {
        // Its common file is written at once, when it is complete.
    }
}
