// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import java.util.List;
import java.util.Map;
import org.vitral.contract.SeriesExporterContract;
import org.vitral.export.SeriesExporter;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.Options;
import org.vitral.render.Renderer;

class GifExporterContractTest extends SeriesExporterContract {

    /** With the renderer that its preset asks for, which is in another bundle. */
    @Override
    protected SeriesExporter create() {
        GifExporter exporter = new GifExporter();
        Renderer overlay =
                (image, segmentation, options) -> Image.of(new byte[6], 2, 1, PixelFormat.RGB);
        exporter.renderers = List.of(Map.entry(Map.of(Renderer.NAME, "overlay"), overlay));
        return exporter;
    }

    /** What needs no renderer. */
    @Override
    protected Options options() {
        return Options.NONE.with(GifExporter.Choices.PICTURE, "mask");
    }
}
