// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Reads the rows of a raster as samples from 0 to 1, all bands of a pixel side by side. */
final class SampleRow {

    private final Raster raster;
    private final double[] scale;
    private final boolean floating;
    private final double[] samples;

    private SampleRow(Raster raster, double[] scale, boolean floating) {
        this.raster = raster;
        this.scale = scale;
        this.floating = floating;
        this.samples = new double[raster.getWidth() * scale.length];
    }

    static SampleRow of(Raster raster) {
        int type = raster.getTransferType();
        double[] scale = new double[raster.getNumBands()];
        for (int band = 0; band < scale.length; band++) {
            scale[band] = 1 / (Math.pow(2, raster.getSampleModel().getSampleSize(band)) - 1);
        }
        return new SampleRow(
                raster, scale, type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE);
    }

    /** The samples of a row; the array is overwritten by the next one. */
    double[] read(int y) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, samples);
        if (!floating) {
            for (int i = 0, band = 0; i < samples.length; i++) {
                // Samples of 32 bits come as int and are unsigned.
                double value = samples[i] < 0 ? samples[i] + 0x1p32 : samples[i];
                samples[i] = value * scale[band];
                band = band + 1 == scale.length ? 0 : band + 1;
            }
        }
        return samples;
    }
}
