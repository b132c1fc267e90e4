// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ConsumerType;
import org.vitral.image.Image;

/**
 * A service that writes a picture in one image format.
 *
 * @implSpec An implementation is a service with the property {@link #FORMAT}. It is safe for use by
 *     several threads, writes the upright frame, and leaves the stream open.
 */
@ConsumerType
public interface ImageEncoder {

    /** The service property with the file extension of the format, for example {@code png}. */
    String FORMAT = "org.vitral.encoder.format";

    /** Writes one picture; the caller closes both. */
    void encode(Image image, OutputStream out) throws IOException;
}
