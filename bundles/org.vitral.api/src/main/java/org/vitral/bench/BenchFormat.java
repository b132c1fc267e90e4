// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

/** How a report is written. */
public enum BenchFormat {
    /** One JSON object, with every single measurement; what {@link Bench#compare} reads. */
    JSON,
    /** A line for each series, RFC 4180, with a header. */
    CSV,
    /** The tables, for a page or an issue. */
    MARKDOWN,
    /** A bar chart as a PNG picture. */
    PNG,
    /** The same chart as SVG. */
    SVG
}
