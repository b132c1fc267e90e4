// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

/** What kind of service brings a format. */
public enum ExportKind {
    /** An {@link Exporter}: a file for each segmentation. */
    EXPORTER,
    /** A {@code org.vitral.render.Renderer}: a picture for each segmentation. */
    RENDERER,
    /** A {@link SeriesExporter}: files for many segmentations together. */
    SERIES
}
