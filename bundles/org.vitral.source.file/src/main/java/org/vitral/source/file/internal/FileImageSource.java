// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;

/** Finds pictures at {@code file:} locations: one file, or all pictures in a folder and below. */
@Component(
        service = ImageSource.class,
        property = ImageSource.KIND + "=file",
        configurationPid = FileImageSource.PID)
@Designate(ocd = FileImageSource.Config.class)
public final class FileImageSource implements ImageSource {

    /** The configuration of this source. */
    static final String PID = "org.vitral.source.file";

    /** What can be configured. */
    @ObjectClassDefinition(
            name = "Vitral file source",
            description = "Reads pictures from files and folders.")
    @interface Config {
        /** How many pixels a picture may have; 0 for as many as memory allows. */
        @AttributeDefinition(
                name = "Largest picture",
                description =
                        "The number of pixels that a picture may have at most. Larger ones are"
                                + " refused before any memory is taken for them. 0 sets no fixed"
                                + " limit: a picture is refused when what its decoding needs does"
                                + " not fit in the free heap.",
                min = "0")
        long max_pixels() default 0;
    }

    private final PictureDecoder decoder;

    /** The component, with its configuration. */
    @Activate
    public FileImageSource(Config config) {
        this(config.max_pixels());
    }

    FileImageSource(long maxPixels) {
        this.decoder = new PictureDecoder(new MemoryBudget(maxPixels));
    }

    @Override
    public boolean accepts(URI location) {
        return "file".equalsIgnoreCase(location.getScheme());
    }

    @Override
    public ImageSequence open(URI location) throws IOException {
        Path path = pathOf(location);
        if (Files.isDirectory(path)) {
            List<ImageItem> pictures = new PictureFolder(path, decoder).pictures();
            if (pictures.isEmpty()) {
                throw new ImageException(
                        "There are no pictures in this folder or below it (looked for names ending"
                                + " in "
                                + PictureFolder.endings()
                                + ")");
            }
            return new PictureSequence(pictures);
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageException("There is no such file");
        }
        return new PictureSequence(
                List.of(new PictureItem(path.getFileName().toString(), path, decoder)));
    }

    private Path pathOf(URI location) throws ImageException {
        if (!accepts(location)) {
            throw new ImageException(
                    "It is not a file: location, but one of the scheme " + location.getScheme());
        }
        try {
            return Path.of(location).toAbsolutePath().normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new ImageException(
                    "This location names no file on this machine (" + e.getMessage() + ")", e);
        }
    }
}
