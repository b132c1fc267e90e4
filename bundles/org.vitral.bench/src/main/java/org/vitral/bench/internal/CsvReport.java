// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.util.Locale;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchSeries;
import org.vitral.bench.Samples;

/** A line for each series, as RFC 4180 has it. */
final class CsvReport {

    private static final String HEADER =
            "model,delegate,num_threads,concurrency,frame,step,unit,count,min,p5,median,mean,p95,p99,max,std";

    private CsvReport() {}

    static String of(BenchReport report) {
        StringBuilder csv = new StringBuilder(HEADER).append("\r\n");
        for (BenchSeries series : report.series()) {
            Samples samples = series.samples();
            csv.append(quoted(report.model().name())).append(',');
            csv.append(quoted(series.subject().delegate())).append(',');
            csv.append(series.subject().threads()).append(',');
            csv.append(series.subject().concurrency()).append(',');
            csv.append(quoted(series.subject().frame())).append(',');
            csv.append(series.step().label()).append(',');
            csv.append(series.step().unit()).append(',');
            csv.append(samples.count());
            double[] statistics = {
                samples.min(),
                samples.percentile(5),
                samples.median(),
                samples.mean(),
                samples.percentile(95),
                samples.percentile(99),
                samples.max(),
                samples.std()
            };
            for (double value : statistics) {
                csv.append(',').append(String.format(Locale.ROOT, "%.4f", value));
            }
            csv.append("\r\n");
        }
        return csv.toString();
    }

    /** A name may have a comma in it. */
    static String quoted(String text) {
        return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
