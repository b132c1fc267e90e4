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
 * Writes a data set in COCO's panoptic format: {@code coco-panoptic/panoptic.json}, and for each
 * photograph a PNG in {@code coco-panoptic/panoptic} whose colours are the numbers of segments.
 *
 * @see <a href="https://cocodataset.org/#format-data">COCO's data format, 4</a>
 */
@Component(
        property = {
            Exporter.NAME + "=coco-panoptic",
            "service.description=A data set in COCO's panoptic format, in the folder coco-panoptic"
        })
public final class PanopticExporter implements SeriesExporter {

    static final Option<Per> PER =
            Option.choice(
                    "per", Per.CLASS, "What one segment is: a whole class (stuff) or a region");

    @Override
    public List<Option<?>> options() {
        return List.of(
                PER, DatasetOptions.BACKGROUND, DatasetOptions.MIN_AREA, CocoExporter.IMAGES);
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        return new PanopticSeries(target, options);
    }
}
