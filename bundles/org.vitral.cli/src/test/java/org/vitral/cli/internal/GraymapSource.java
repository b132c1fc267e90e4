// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;
import org.vitral.image.ImageTooLargeException;
import org.vitral.image.PixelFormat;

/** Reads binary graymaps ({@code P5}) from files and folders, whatever their names are. */
final class GraymapSource implements ImageSource {

    /** Larger files do not fit into memory. */
    static final int MOST = 5000;

    /** Writes a small photograph: its left half black, its right half white. */
    static Path write(Path file, int width, int height) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] header =
                "P5 %d %d 255\n".formatted(width, height).getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = java.util.Arrays.copyOf(header, header.length + width * height);
        for (int i = 0; i < width * height; i++) {
            bytes[header.length + i] = (byte) (i % width < width / 2 ? 0 : 255);
        }
        return Files.write(file, bytes);
    }

    @Override
    public boolean accepts(URI location) {
        return "file".equals(location.getScheme());
    }

    @Override
    public ImageSequence open(URI location) throws IOException {
        Path path = Path.of(location);
        if (!Files.exists(path)) {
            throw new ImageException("There is no such file");
        }
        if (!Files.isDirectory(path)) {
            return sequence(List.of(item(path.getFileName().toString(), path)));
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return sequence(
                    walk.filter(Files::isRegularFile)
                            .sorted()
                            .map(f -> item(path.relativize(f).toString().replace('\\', '/'), f))
                            .toList());
        }
    }

    private static ImageSequence sequence(List<ImageItem> items) {
        Iterator<ImageItem> iterator = items.iterator();
        return new ImageSequence() {
            @Override
            public OptionalLong count() {
                return OptionalLong.of(items.size());
            }

            @Override
            public Optional<ImageItem> next() {
                return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }

    private static ImageItem item(String name, Path file) {
        return new ImageItem() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Image read() throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                if (bytes.length > MOST) {
                    throw new ImageTooLargeException(bytes.length + " bytes do not fit");
                }
                return decode(bytes);
            }

            @Override
            public ImageRows rows() throws IOException {
                Image whole = decode(Files.readAllBytes(file));
                return new GraymapRows(whole);
            }
        };
    }

    private static Image decode(byte[] bytes) throws ImageException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("P5 ")) {
            throw new ImageException("This is no graymap:\nit begins with something else");
        }
        String[] header = text.substring(0, text.indexOf('\n')).split(" ");
        int width = Integer.parseInt(header[1]);
        int height = Integer.parseInt(header[2]);
        int start = text.indexOf('\n') + 1;
        if (bytes.length - start < width * height) {
            throw new ImageException(
                    "It is truncated: %d of %d pixels are there"
                            .formatted(bytes.length - start, width * height));
        }
        byte[] pixels = java.util.Arrays.copyOfRange(bytes, start, bytes.length);
        return Image.of(pixels, width, height, PixelFormat.GRAY);
    }

    /** The rows of a graymap; a row that begins with 42 is damaged. */
    static class GraymapRows implements ImageRows {
        private final Image whole;
        private long at;

        GraymapRows(Image whole) {
            this.whole = whole;
        }

        @Override
        public int width() {
            return whole.width();
        }

        @Override
        public int height() {
            return whole.height();
        }

        @Override
        public PixelFormat format() {
            return PixelFormat.GRAY;
        }

        @Override
        public void read(int rows, MemorySegment into) throws IOException {
            if (whole.pixels().get(ValueLayout.JAVA_BYTE, at) == 42) {
                throw new ImageException("It is truncated: the data end before the picture does");
            }
            MemorySegment.copy(whole.pixels(), at, into, 0, (long) rows * width());
            at += (long) rows * width();
        }

        @Override
        public void close() {}
    }
}
