// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exporter;
import org.vitral.export.SeriesExporter;
import org.vitral.option.Option;
import org.vitral.option.Options;

/**
 * Writes a data set for YOLO's segmentation, under {@code yolo}: {@code data.yaml}, {@code images}
 * and {@code labels} with a line for each region.
 *
 * @see <a href="https://docs.ultralytics.com/datasets/segment/">Ultralytics' format</a>
 */
@Component(
        property = {
            Exporter.NAME + "=yolo",
            "service.description=A data set for YOLO's segmentation, in the folder yolo"
        })
public final class YoloExporter implements SeriesExporter {

    @Override
    public List<Option<?>> options() {
        return List.of(
                DatasetOptions.TOLERANCE,
                DatasetOptions.BACKGROUND,
                DatasetOptions.MIN_AREA,
                DatasetOptions.IMAGES);
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        return new YoloSeries(target, options);
    }
}
