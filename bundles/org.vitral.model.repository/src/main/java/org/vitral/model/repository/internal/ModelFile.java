// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.net.URI;
import java.util.Optional;

/**
 * A file that holds a model, as its descriptor knows it.
 *
 * @param name the name that its publisher gave it
 * @param size in bytes
 * @param sha256 64 hexadecimal digits in lower case
 * @param npm the npm package that ships it
 * @param url where its publisher offers it
 */
public record ModelFile(
        String name, long size, String sha256, Optional<NpmSource> npm, Optional<URI> url) {}
