// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportTarget;
import org.vitral.export.Exporter;
import org.vitral.export.SeriesExporter;
import org.vitral.option.Option;
import org.vitral.option.Options;

/**
 * Writes a data set as Pascal VOC has it for segmentation, under {@code voc}: {@code
 * SegmentationClass}, {@code JPEGImages}, {@code ImageSets/Segmentation}.
 *
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2012/">VOC 2012</a>
 */
@Component(
        property = {
            Exporter.NAME + "=voc",
            "service.description=A data set as Pascal VOC has it for segmentation, in the folder voc"
        })
public final class VocExporter implements SeriesExporter {

    static final Option<String> SET =
            Option.text("set", "train", "The name of the list of photographs: train or val");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    @Override
    public List<Option<?>> options() {
        return List.of(SET, DatasetOptions.IMAGES);
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        String set = options.get(SET);
        if (!NAME.matcher(set).matches()) {
            throw new IOException(
                    "The name of a list is letters, digits, dots and hyphens, but is \"%s\""
                            .formatted(set));
        }
        return new VocSeries(target, set, options.get(DatasetOptions.IMAGES));
    }
}
