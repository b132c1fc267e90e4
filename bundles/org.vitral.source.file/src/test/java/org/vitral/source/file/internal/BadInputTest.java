// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vitral.image.ImageException;

class BadInputTest {

    @ParameterizedTest
    @CsvSource({
        "HEIC pictures, '\0\0\0\u0018ftypheic\0\0\0\0'",
        "AVIF pictures, '\0\0\0\u0018ftypavif\0\0\0\0'",
        "MP4 videos, '\0\0\0\u0018ftypisom\0\0\0\0'",
        "Photoshop (PSD) pictures, '8BPS\0\u0001'",
        "PDF documents, '%PDF-1.7'",
        "SVG drawings, '<?xml version=\"1.0\"?> <svg width=\"1\"/>'",
        "JPEG XL pictures, '\u00ff\n\0\0'"
    })
    void aKnownFormatThatIsNotReadIsNamed(String name, String content) throws IOException {
        assertEquals(
                name + " cannot be read; convert it to JPEG or PNG",
                Pixels.refusal(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void otherFilesAreSaidToBeNoPictures() throws IOException {
        assertEquals(
                "It is not a picture in a known format (JPEG, PNG, GIF, BMP, TIFF and WebP are"
                        + " read)",
                Pixels.refusal(
                        "Dear Sir or Madam, this is a letter".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theFirstBytesOfAPictureAreSaidToBeTruncated() throws IOException {
        assertEquals(
                "The file is truncated: it ends after 4 bytes",
                Pixels.refusal(new byte[] {(byte) 0x89, 'P', 'N', 'G'}));
    }

    @Test
    void aPictureOverTheConfiguredSizeIsRefused() throws IOException {
        byte[] png = Samples.write(Samples.redAndBlue(11, 10, BufferedImage.TYPE_3BYTE_BGR), "png");
        assertEquals(
                "11 x 10 pixels are more than the 100 that are allowed (max.pixels of"
                        + " org.vitral.source.file)",
                assertThrows(ImageException.class, () -> Pixels.decode(png, 100)).getMessage());
        Pixels.decode(png, 110).close();
    }

    @Test
    void aPictureThatDoesNotFitIntoMemoryIsRefusedWithTheNumbers() throws IOException {
        byte[] jpeg =
                Samples.write(Samples.redAndBlue(16, 16, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        int frame = 0;
        while ((jpeg[frame] & 0xff) != 0xff || (jpeg[frame + 1] & 0xff) != 0xc0) {
            frame++;
        }
        for (int i = 0; i < 4; i++) {
            jpeg[frame + 5 + i] = (byte) 0xfe; // 65278 in both directions: 12.8 GB
        }
        String reason = Pixels.refusal(jpeg);
        assertTrue(
                reason.matches(
                                "65278 x 65278 pixels need about 12\\.8 GB of memory, and [0-9.]+ GB are free; make the"
                                        + " picture smaller, or give Java more memory with -Xmx")
                        || reason.equals(
                                "65278 x 65278 pixels are more than the 715 million that one picture of this kind may have"),
                reason);
    }

    @Test
    void aFormThatCannotBeHeldInOneArrayIsRefused() {
        String reason =
                assertThrows(
                                ImageException.class,
                                () -> new MemoryBudget(0).require(2_147_483_647L, 2, 0, 3))
                        .getMessage();
        assertEquals(
                "2147483647 x 2 pixels are more than the 715 million that one picture of this kind may have",
                reason);
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertEquals(
                "max.pixels must be 0 or a number of pixels, but it is -1",
                assertThrows(IllegalArgumentException.class, () -> new FileImageSource(-1))
                        .getMessage());
    }
}
