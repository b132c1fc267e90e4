// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;
import org.vitral.image.UprightRows;
import org.vitral.option.Option;

/** What every {@link ImageSource} holds to; used as {@link ExporterContract}. */
public abstract class ImageSourceContract extends ServiceContract<ImageSource> {

    protected ImageSourceContract() {
        super(ImageSource.class);
    }

    /** A location with at least one image; the same images each time. */
    protected abstract URI location() throws Exception;

    /** A location that the source understands, at which there is nothing. */
    protected abstract URI nothing() throws Exception;

    @Override
    final Object use(ImageSource source) throws Exception {
        List<Object> seen = new ArrayList<>();
        try (ImageSequence images = source.open(location())) {
            for (Optional<ImageItem> item = images.next(); item.isPresent(); item = images.next()) {
                seen.add(item.get().name());
                try (Image image = item.get().read()) {
                    seen.add(checksum(image));
                }
            }
        }
        return seen;
    }

    @Override
    final List<Option<?>> optionsOf(ImageSource source) {
        return List.of();
    }

    @Override
    final void check(ServiceReference<ImageSource> reference) {
        checkName(reference, ImageSource.KIND);
    }

    @Test
    protected void itKnowsItsLocationsAndNoOthers() throws Exception {
        ImageSource source = create();
        assertTrue(source.accepts(location()));
        assertTrue(source.accepts(nothing()));
        assertFalse(source.accepts(URI.create("no-such-scheme:nothing")));
    }

    @Test
    protected void whereThereIsNothingASentenceSaysSo() throws Exception {
        ImageSource source = create();
        URI nothing = nothing();
        IOException refusal = assertThrows(IOException.class, () -> source.read(nothing));
        assertFalse(refusal.getMessage().isBlank());
    }

    @Test
    protected void itemsOutliveTheirSequenceAndAreReadAgain() throws Exception {
        ImageItem item;
        try (ImageSequence images = create().open(location())) {
            item = images.next().orElseThrow();
        }
        int first;
        try (Image image = item.read()) {
            first = checksum(image);
        }
        try (Image image = item.read()) {
            assertEquals(first, checksum(image));
        }
    }

    @Test
    protected void severalThreadsReadOneItem() throws Exception {
        ImageItem item;
        try (ImageSequence images = create().open(location())) {
            item = images.next().orElseThrow();
        }
        int expected;
        try (Image image = item.read()) {
            expected = checksum(image);
        }
        for (int checksum :
                Together.call(
                        () -> {
                            try (Image image = item.read()) {
                                return checksum(image);
                            }
                        })) {
            assertEquals(expected, checksum);
        }
    }

    @Test
    protected void theCountIsWhatComes() throws Exception {
        ImageSource source = create();
        try (ImageSequence images = source.open(location())) {
            if (images.count().isPresent()) {
                long items = ((List<?>) use(source)).size() / 2;
                assertEquals(items, images.count().getAsLong());
            }
        }
    }

    @Test
    protected void anImageThatIsClosedSaysSo() throws Exception {
        Image image = create().read(location());
        image.close();
        image.close();
        assertThrows(IllegalStateException.class, image::pixels);
    }

    private static int checksum(Image image) {
        UprightRows rows = UprightRows.of(image);
        byte[] row = new byte[rows.width() * rows.channels()];
        int sum = 31 * rows.width() + rows.height();
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            sum = 31 * sum + Arrays.hashCode(row);
        }
        return sum;
    }
}
