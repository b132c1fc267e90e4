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
 * Writes a data set in COCO's format for object detection, {@code coco/instances.json}: an
 * annotation for each region or class, as run lengths or polygons.
 *
 * @see <a href="https://cocodataset.org/#format-data">COCO's data format</a>
 */
@Component(
        property = {
            Exporter.NAME + "=coco",
            "service.description=A data set for object detection in COCO's format, coco/instances.json"
        })
public final class CocoExporter implements SeriesExporter {

    static final Option<Boolean> POLYGONS =
            Option.flag("polygons", false, "Write polygons instead of run lengths");

    static final Option<Boolean> COMPRESSED =
            Option.flag("compressed", true, "Write run lengths as a string, not as a list");

    static final Option<Boolean> IMAGES =
            Option.flag("images", false, "Also write the photographs, upright, as JPEG");

    @Override
    public List<Option<?>> options() {
        return List.of(
                POLYGONS,
                COMPRESSED,
                DatasetOptions.TOLERANCE,
                DatasetOptions.PER,
                DatasetOptions.BACKGROUND,
                DatasetOptions.MIN_AREA,
                IMAGES);
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        return new CocoSeries(target, options);
    }
}
