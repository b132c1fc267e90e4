// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vitral.image.Image;
import org.vitral.image.Orientation;

class OrientationTest {

    private static final BufferedImage PICTURE =
            Samples.redAndBlue(16, 8, BufferedImage.TYPE_3BYTE_BGR);

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void jpegCarriesItAndKeepsItsPixelsAsStored(Orientation orientation) throws IOException {
        byte[] jpeg = Samples.write(PICTURE, "jpeg");
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            byte[] exif = Samples.exif(orientation.exif(), order);
            try (Image image = Pixels.decode(Samples.withExif(jpeg, exif))) {
                assertEquals(orientation, image.orientation());
                assertEquals(16, image.width());
                assertEquals(orientation.swapsAxes() ? 8 : 16, image.uprightWidth());
                Pixels.assertRedAndBlue(image, 4);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void pngCarriesIt(Orientation orientation) throws IOException {
        byte[] png =
                Samples.png(
                        "IHDR", Samples.pngHeader(1, 1, 8, 0),
                        "eXIf", Samples.exif(orientation.exif(), ByteOrder.BIG_ENDIAN),
                        "IDAT", Samples.deflate(new byte[2]),
                        "IEND", new byte[0]);
        try (Image image = Pixels.decode(png)) {
            assertEquals(orientation, image.orientation());
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void tiffCarriesIt(Orientation orientation) throws IOException {
        byte[] samples = {1, 2, 3, 4, 5, 6};
        byte[] tiff =
                OtherFormatsTest.plainTiff(
                        2, new int[] {8, 8, 8}, 1, orientation.exif(), samples, 2);
        try (Image image = Pixels.decode(tiff)) {
            assertEquals(orientation, image.orientation());
            assertEquals(0x010203, Pixels.rgb(image, 0, 0));
        }
    }

    @ParameterizedTest
    @EnumSource(Orientation.class)
    void webpCarriesIt(Orientation orientation) throws IOException {
        byte[] webp = Samples.WEBP_EXIF.clone();
        webp[webp.length - 8] = (byte) orientation.exif();
        try (Image image = Pixels.decode(webp)) {
            assertEquals(orientation, image.orientation());
        }
    }

    @Test
    void damagedExifDataMeanUpright() throws IOException {
        byte[] jpeg = Samples.write(PICTURE, "jpeg");
        byte[] exif = Samples.exif(6, ByteOrder.BIG_ENDIAN);
        byte[] farAway = exif.clone();
        farAway[4] = 0x7f; // the directory is said to be 2 GB further on
        for (byte[] damaged :
                new byte[][] {
                    new byte[0],
                    Arrays.copyOf(exif, 9),
                    farAway,
                    Samples.exif(99, ByteOrder.BIG_ENDIAN)
                }) {
            try (Image image = Pixels.decode(Samples.withExif(jpeg, damaged))) {
                assertEquals(Orientation.UPRIGHT, image.orientation());
            }
        }
    }
}
