// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

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
 * Writes a report of all photographs as one HTML file that needs no other, {@code report.html}:
 * thumbnails with the areas over them, a legend, shares and charts.
 */
@Component(
        property = {
            Exporter.NAME + "=report",
            "service.description=A report of all photographs as one page to look at, report.html"
        })
public final class ReportExporter implements SeriesExporter {

    static final Option<String> TITLE = Option.text("title", "Segmentation", "The heading");

    static final Option<Integer> THUMBNAIL =
            Option.wholeNumber(
                    "thumbnail", 240, 32, 1024, "The longer side of a thumbnail in pixels");

    @Override
    public List<Option<?>> options() {
        return List.of(TITLE, THUMBNAIL);
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        return new ReportSeries(target, options.get(TITLE), options.get(THUMBNAIL));
    }
}
