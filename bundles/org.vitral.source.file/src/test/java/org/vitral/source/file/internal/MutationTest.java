// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vitral.image.Image;
import org.vitral.image.ImageException;

/** Whatever happens to a file, the answer is an image or one sentence. */
class MutationTest {

    private static final int MUTATIONS = 300;
    private static final long SEED = 20261122;

    /** Damaged headers may name any size; what fits in here is decoded. */
    private static final long MAX_PIXELS = 1_000_000;

    static Stream<Named<byte[]>> files() throws IOException {
        BufferedImage picture = Samples.redAndBlue(24, 20, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage noise = JpegTest.noise(24);
        BufferedImage alpha = new BufferedImage(9, 9, BufferedImage.TYPE_4BYTE_ABGR);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("baseline JPEG", Samples.write(noise, "jpeg"));
        files.put("progressive JPEG", Samples.progressiveJpeg(noise));
        files.put("CMYK JPEG", Samples.adobeJpeg(0, 10, 200, 30, 255));
        files.put(
                "JPEG with EXIF",
                Samples.withExif(
                        Samples.write(picture, "jpeg"), Samples.exif(6, ByteOrder.BIG_ENDIAN)));
        files.put("PNG", Samples.write(noise, "png"));
        files.put("PNG with alpha", Samples.write(alpha, "png"));
        files.put("GIF", Samples.write(picture, "gif"));
        files.put("BMP", Samples.write(noise, "bmp"));
        for (String compression : new String[] {"None", "LZW", "Deflate", "PackBits", "JPEG"}) {
            files.put("TIFF " + compression, Samples.tiff(noise, compression));
        }
        files.put("lossy WebP", Samples.WEBP_LOSSY);
        files.put("lossless WebP", Samples.WEBP_LOSSLESS_ALPHA);
        files.put("WebP with alpha", Samples.WEBP_LOSSY_ALPHA);
        files.put("animated WebP", Samples.WEBP_ANIMATION);
        files.put("WebP with EXIF", Samples.WEBP_EXIF);
        return files.entrySet().stream().map(e -> Named.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDamagedFileGivesAnImageOrOneSentence(byte[] file) {
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutant = mutate(file, random);
            String what = "seed %d, mutation %d".formatted(SEED, i);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertAnswer(mutant), what);
        }
    }

    private static void assertAnswer(byte[] file) throws IOException {
        if (file.length == 0) {
            return;
        }
        try (Image image = Pixels.decode(file, MAX_PIXELS)) {
            // The last pixel is there.
            Pixels.rgb(image, image.width() - 1, image.height() - 1);
        } catch (ImageException e) {
            assertFalse(e.getMessage().isBlank());
            assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            assertFalse(e.getMessage().contains("vitral-test-"), e.getMessage());
        }
    }

    /** Flips some bits, overwrites some bytes, or cuts the file; the magic number stays. */
    private static byte[] mutate(byte[] file, Random random) {
        int spared = 12;
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(file, random.nextInt(file.length));
        }
        byte[] mutant = file.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            // Headers are where damage does most: half of the changes go there.
            int reach = random.nextBoolean() ? mutant.length : Math.min(mutant.length, 120);
            int at = spared / 3 + random.nextInt(reach - spared / 3);
            if (random.nextBoolean()) {
                mutant[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                mutant[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
            }
        }
        return mutant;
    }
}
