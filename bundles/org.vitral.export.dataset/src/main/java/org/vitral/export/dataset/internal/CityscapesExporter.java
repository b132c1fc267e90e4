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
 * Writes a data set in the folders of Cityscapes, under {@code cityscapes}: masks of label ids and
 * colours and polygons in {@code gtFine}, photographs in {@code leftImg8bit}.
 *
 * @see <a href="https://github.com/mcordts/cityscapesScripts">Cityscapes' scripts</a>
 */
@Component(
        property = {
            Exporter.NAME + "=cityscapes",
            "service.description=A data set in the folders of Cityscapes, in the folder cityscapes"
        })
public final class CityscapesExporter implements SeriesExporter {

    static final Option<CityscapesIds> IDS =
            Option.choice(
                    "ids",
                    CityscapesIds.AUTO,
                    "The numbers in the masks: the model's, Cityscapes' by name, or"
                            + " Cityscapes' where the model has no other classes");

    static final Option<Boolean> IMAGES =
            Option.flag("images", true, "Also write the photographs, upright, as PNG");

    @Override
    public List<Option<?>> options() {
        return List.of(IDS, DatasetOptions.TOLERANCE, IMAGES);
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        return new CityscapesSeries(target, options);
    }
}
