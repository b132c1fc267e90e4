// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageSource;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/** Puts the chosen classes before another background: a picture, or a colour. */
@Component(
        property = {
            Renderer.NAME + "=background",
            "service.description=The chosen classes before another picture or a colour"
        })
public final class BackgroundRenderer implements Renderer {

    static final Option<Integer> COLOR =
            Option.color("color", 0xffffff, "The colour of the background");

    static final Option<Optional<Path>> IMAGE =
            Option.file("image", "A picture for the background, cut to fill it");

    private static final List<Option<?>> OPTIONS =
            Stream.concat(Stream.<Option<?>>of(COLOR, IMAGE), MatteOptions.ALL.stream()).toList();

    /** Those that can read a picture; they come and go. */
    @Reference private volatile List<ImageSource> sources = List.of();

    public BackgroundRenderer() {}

    /** One that reads pictures with given sources. */
    BackgroundRenderer(List<ImageSource> sources) {
        this.sources = sources;
    }

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        Optional<Path> file = options.get(IMAGE);
        if (file.isPresent() && options.has(COLOR)) {
            throw new IllegalArgumentException(
                    "A background is a color or an image, but both were chosen: #%06x and %s"
                            .formatted(options.get(COLOR), file.get()));
        }
        Matte matte = MatteOptions.matte(image, segmentation, options);
        Picture picture = Picture.of(image);
        Picture behind = Picture.black(picture.width, picture.height);
        if (file.isPresent()) {
            fill(behind, file.get());
        } else {
            behind.fill(options.get(COLOR));
        }
        EdgeColors colors = new EdgeColors(picture, matte, MatteOptions.feather(image, options));
        int[] row = new int[picture.width];
        for (int y = 0, at = 0; y < picture.height; y++) {
            colors.read(y, row);
            for (int x = 0; x < picture.width; x++, at++) {
                int alpha = matte.at(at);
                if (alpha > 0) {
                    behind.blend(x, y, row[x], alpha / (float) Matte.ALL);
                }
            }
        }
        return behind.image();
    }

    private void fill(Picture behind, Path file) {
        try (Image image = read(file)) {
            Cover.of(Picture.of(image), behind.width, behind.height).paint(behind);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The background %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Image read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ImageException("There is no such file");
        }
        URI location = file.toAbsolutePath().toUri();
        for (ImageSource source : sources) {
            if (source.accepts(location)) {
                return source.read(location);
            }
        }
        throw new ImageException("Nothing here reads pictures from files");
    }
}
