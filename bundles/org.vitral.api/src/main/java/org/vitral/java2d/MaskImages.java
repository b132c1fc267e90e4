// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.java2d;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.List;
import org.vitral.model.Label;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;

/** Makes Java2D's images of masks. They are copies, which outlive the segmentation. */
public final class MaskImages {

    private static final int OPAQUE = 0xff000000;

    private MaskImages() {}

    /**
     * A mask as an indexed image: each pixel is the index of a class, and the palette has the
     * colours of the classes. A class that is not among the labels is black, and a pixel that no
     * class took is grey.
     *
     * @param labels the classes and their colours, such as those of the model
     * @return an image of the type {@link BufferedImage#TYPE_BYTE_INDEXED}, or, for a mask of more
     *     than 256 classes, {@link BufferedImage#TYPE_CUSTOM} with 16 bits a pixel
     */
    public static BufferedImage indexed(CategoryMask mask, List<Label> labels) {
        boolean small = mask.bytesPerPixel() == 1;
        int[] palette = new int[small ? 256 : 65_536];
        Arrays.fill(palette, OPAQUE);
        palette[palette.length - 1] = OPAQUE | Label.unlabelled(mask.bytesPerPixel()).rgb();
        for (Label label : labels) {
            palette[label.index()] = OPAQUE | label.rgb();
        }
        IndexColorModel colors =
                new IndexColorModel(
                        small ? Byte.SIZE : Short.SIZE,
                        palette.length,
                        palette,
                        0,
                        false,
                        -1,
                        small ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
        WritableRaster raster = colors.createCompatibleWritableRaster(mask.width(), mask.height());
        raster.setDataElements(
                0, 0, mask.width(), mask.height(), small ? mask.toBytes() : shorts(mask));
        return new BufferedImage(colors, raster, false, null);
    }

    private static short[] shorts(CategoryMask mask) {
        int[] labels = mask.toInts();
        short[] shorts = new short[labels.length];
        for (int i = 0; i < labels.length; i++) {
            shorts[i] = (short) labels[i];
        }
        return shorts;
    }

    /**
     * A mask of numbers from 0 to 1 as an image of the type {@link BufferedImage#TYPE_BYTE_GRAY},
     * from black to white.
     */
    public static BufferedImage gray(ConfidenceMask mask) {
        BufferedImage image =
                new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, mask.width(), mask.height(), mask.toBytes());
        return image;
    }
}
