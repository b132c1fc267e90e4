// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageSequence;

/** Pictures that are all known beforehand. */
final class PictureSequence implements ImageSequence {

    private final int count;
    private final Iterator<ImageItem> rest;

    PictureSequence(List<ImageItem> items) {
        this.count = items.size();
        this.rest = List.copyOf(items).iterator();
    }

    @Override
    public OptionalLong count() {
        return OptionalLong.of(count);
    }

    @Override
    public Optional<ImageItem> next() {
        return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    @Override
    public void close() {
        // A list of names holds nothing that could be let go.
    }
}
