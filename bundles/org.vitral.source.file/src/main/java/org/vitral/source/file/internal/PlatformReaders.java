// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.vitral.image.ImageException;

/**
 * The image readers that the JDK brings. They are looked up by where their class comes from, so
 * that a reader which the host program registered for the same format does not take their place.
 */
final class PlatformReaders {

    private PlatformReaders() {}

    static ImageReaderSpi of(ImageFormat format) throws ImageException {
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (providers.hasNext()) {
            ImageReaderSpi provider = providers.next();
            if (provider.getClass().getModule() == IIORegistry.class.getModule()
                    && Arrays.asList(provider.getFormatNames()).contains(format.name())) {
                return provider;
            }
        }
        throw new ImageException(
                "This Java has no reader for %s pictures (its module java.desktop is incomplete)"
                        .formatted(format.title()));
    }
}
