// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.io.OutputStream;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.Exporter;
import org.vitral.option.Options;
import org.vitral.segmentation.MaskRowSink;

/**
 * Writes the class of every pixel as a NumPy array {@code [H, W]}: of {@code uint8} for up to 256
 * classes, else of {@code uint16}. A pixel that no class took is 255, or 65,535.
 */
@Component(
        service = Exporter.class,
        property = {
            Exporter.NAME + "=npy",
            Exporter.SUFFIX + "=.mask.npy",
            "service.description=The class of every pixel, as a NumPy array"
        })
public final class NpyExporter implements MaskRowExporter {

    @Override
    public MaskRowSink rows(Options options, OutputStream out) {
        return new NpyMaskWriter(out);
    }
}
