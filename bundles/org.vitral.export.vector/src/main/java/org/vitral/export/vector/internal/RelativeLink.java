// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import java.net.URI;
import java.net.URISyntaxException;

/** A link to a file beside the one that the link stands in. */
final class RelativeLink {

    private RelativeLink() {}

    static String to(String name) {
        String path = "./" + name.substring(name.lastIndexOf('/') + 1);
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
