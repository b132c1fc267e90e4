// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;

/** One PHOTO argument, opened: a file, a folder, or anything else that an image source takes. */
final class Location implements AutoCloseable {

    private final String argument;
    private final Optional<Path> path;
    private final ImageSequence images;
    private final IOException failure;

    private Location(
            String argument, Optional<Path> path, ImageSequence images, IOException failure) {
        this.argument = argument;
        this.path = path;
        this.images = images;
        this.failure = failure;
    }

    /** Opens what an argument stands for. That it cannot be opened is kept for {@link #next()}. */
    static Location open(String argument, List<ImageSource> sources) {
        Optional<Path> path = Optional.empty();
        try {
            URI uri;
            if (argument.contains("://")) {
                uri = new URI(argument);
            } else {
                path = Optional.of(Path.of(argument).toAbsolutePath().normalize());
                uri = path.get().toUri();
            }
            for (ImageSource source : sources) {
                if (source.accepts(uri)) {
                    return new Location(argument, path, source.open(uri), null);
                }
            }
            throw new ImageException(
                    sources.isEmpty()
                            ? "No image source is installed"
                            : "None of the installed image sources understands such a location");
        } catch (URISyntaxException e) {
            return failed(argument, path, new ImageException("This is no valid URI", e));
        } catch (IOException e) {
            return failed(argument, path, e);
        } catch (RuntimeException e) {
            return failed(argument, path, new ImageException(Reason.of(e), e));
        }
    }

    private static Location failed(String argument, Optional<Path> path, IOException failure) {
        return new Location(argument, path, null, failure);
    }

    /** The file or folder that an argument names, absolute, if it can name one. */
    static Optional<Path> pathOf(String argument) {
        try {
            return argument.contains("://")
                    ? Optional.empty()
                    : Optional.of(Path.of(argument).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The argument as the user wrote it. */
    String argument() {
        return argument;
    }

    /** The folder, absolute, if it is one. */
    Optional<Path> folder() {
        return path.filter(Files::isDirectory);
    }

    /** How many photographs there are, where that is known; one where it could not be opened. */
    OptionalLong count() {
        return failure == null ? images.count() : OptionalLong.of(1);
    }

    /**
     * The next photograph.
     *
     * @throws IOException if the location could not be opened, or cannot be read any further
     */
    Optional<Photograph> next() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return images.next().map(item -> new Photograph(shown(item), item));
    }

    /** A photograph of a folder is shown below the folder as the user wrote it. */
    private String shown(ImageItem item) {
        boolean below = folder().isPresent() || !argument.endsWith(item.name());
        return below ? argument.replaceAll("[/\\\\]+$", "") + "/" + item.name() : argument;
    }

    @Override
    public void close() {
        if (images != null) {
            images.close();
        }
    }
}
