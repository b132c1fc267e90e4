// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.util.List;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;

/**
 * The embedded readers of TwelveMonkeys. They are made here and never registered with ImageIO: its
 * registry belongs to the whole process and would keep the class loader of this bundle for ever.
 */
final class LibraryReaders {

    private LibraryReaders() {}

    /**
     * The JPEG reader, which stands on the JDK's. It takes that from the registry that it is
     * registered with, so it gets a registry of its own.
     */
    static ImageReaderSpi jpeg(ImageReaderSpi platform) {
        ServiceRegistry own =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        own.registerServiceProvider(platform, ImageReaderSpi.class);
        ImageReaderSpi reader = new JPEGImageReaderSpi();
        own.registerServiceProvider(reader, ImageReaderSpi.class);
        return reader;
    }

    static ImageReaderSpi tiff(boolean big) {
        return big ? new BigTIFFImageReaderSpi() : new TIFFImageReaderSpi();
    }

    static ImageReaderSpi webp() {
        return new WebPImageReaderSpi();
    }
}
