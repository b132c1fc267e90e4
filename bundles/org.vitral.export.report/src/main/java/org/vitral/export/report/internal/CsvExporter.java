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
 * Writes statistics as CSV (RFC 4180, in UTF-8), {@code statistics.csv}: a line for each class in
 * each photograph.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
@Component(
        property = {
            Exporter.NAME + "=csv",
            "service.description=Statistics, a line for each class in each photograph, statistics.csv"
        })
public final class CsvExporter implements SeriesExporter {

    @Override
    public List<Option<?>> options() {
        return List.of();
    }

    @Override
    public ExportSeries begin(ExportTarget target, Options options) throws IOException {
        return new CsvSeries(target);
    }
}
