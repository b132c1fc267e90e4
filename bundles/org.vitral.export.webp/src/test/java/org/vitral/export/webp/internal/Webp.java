// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.option.OptionException;
import org.vitral.option.Options;

/** What a caller of the exporter does, and a reader in Java that somebody else wrote. */
final class Webp {

    private Webp() {}

    static MaskOf random(int width, int height, int classes) {
        return new MaskOf(
                width,
                height,
                classes,
                new Random(42).ints((long) width * height, 0, classes).toArray(),
                true);
    }

    static ExportSubject subject(MaskOf mask) {
        return new ExportSubject(
                "b.jpg", Image.of(new byte[3], 1, 1, PixelFormat.RGB), mask, Duration.ZERO);
    }

    static byte[] exported(MaskOf mask, String... options) throws IOException, OptionException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new WebpExporter().export(subject(mask), chosen(options), out);
        return out.toByteArray();
    }

    /** Options as users write them: {@code name=value}. */
    static Options chosen(String... options) throws OptionException {
        Map<String, String> said = new LinkedHashMap<>();
        for (String option : options) {
            said.put(option.split("=")[0], option.split("=")[1]);
        }
        return Options.read(new WebpExporter().options(), said);
    }

    static byte[] encoded(Image image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new WebpImageEncoder().encode(image, out);
        return out.toByteArray();
    }

    static BufferedImage read(byte[] file) throws IOException {
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /** The name of the first chunk: {@code VP8L} is without loss, {@code "VP8 "} is not. */
    static String firstChunk(byte[] file) {
        return new String(file, 12, 4, StandardCharsets.US_ASCII);
    }
}
