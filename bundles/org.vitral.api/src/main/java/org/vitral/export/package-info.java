// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Exporters: an {@link org.vitral.export.Exporter} writes a segmentation in a format of its own, an
 * {@link org.vitral.export.ImageEncoder} writes a picture. A {@link org.vitral.export.RowExporter}
 * also writes masks that are in no memory, a {@link org.vitral.export.SeriesExporter} makes one
 * thing of many. Files go to an {@link org.vitral.export.ExportTarget}. {@link
 * org.vitral.export.Exports} runs all of them, so that none harms another.
 */
@Export
@Version("1.0.0")
package org.vitral.export;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
