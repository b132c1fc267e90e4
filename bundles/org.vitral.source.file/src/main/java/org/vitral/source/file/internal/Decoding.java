// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * What a reader made of the first image in a stream.
 *
 * @param image the image in the reader's own layout and colours
 * @param warnings what the reader noticed and went on in spite of
 */
record Decoding(BufferedImage image, List<String> warnings) {

    /** Decodes the first image. The reader is asked for no metadata and no thumbnails. */
    static Decoding of(ImageReaderSpi provider, ImageInputStream in) throws IOException {
        ImageReader reader = provider.createReaderInstance();
        List<String> warnings = new ArrayList<>();
        try {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            return new Decoding(image, warnings);
        } finally {
            reader.dispose();
        }
    }
}
