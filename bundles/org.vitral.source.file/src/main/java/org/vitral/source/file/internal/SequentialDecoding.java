// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.source.file.internal;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.Orientation;

/**
 * A picture whose rows a reader of the JDK decodes one after the other. The reader is given a
 * raster that looks as high as the picture but only holds the rows that it writes just now. It
 * writes when it likes to, so it has a thread of its own, which waits whenever a chunk has not been
 * taken yet.
 */
final class SequentialDecoding implements Chunks {

    private static final int CHUNK_BYTES = 1 << 22;
    private static final int MOST_ROWS = 64;

    private final ImageReader reader;
    private final ImageInputStream in;
    private final SrgbConversion conversion;
    private final Orientation orientation;
    private final Function<List<String>, Optional<ImageException>> losses;
    private final int width;
    private final int height;
    private final ImageTypeSpecifier type;
    private final List<String> warnings = new ArrayList<>();
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean closed;
    private Throwable ended;

    /** A chunk, or why there is none any more. */
    private record Chunk(Image image, Throwable failure) {}

    /** Ends the reader when nobody wants more of it. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super(null, null, false, false);
        }
    }

    /**
     * Starts to decode.
     *
     * @param in closed with this
     * @param orientation one that keeps the order of the rows
     * @param losses what to say where warnings mean that a part of the picture is lost
     */
    SequentialDecoding(
            ImageReaderSpi provider,
            ImageInputStream in,
            SrgbConversion conversion,
            Orientation orientation,
            Function<List<String>, Optional<ImageException>> losses)
            throws IOException {
        this.in = in;
        this.conversion = conversion;
        this.orientation = orientation;
        this.losses = losses;
        this.reader = provider.createReaderInstance();
        boolean opened = false;
        try {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(in, true, true);
            width = reader.getWidth(0);
            height = reader.getHeight(0);
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            if (!types.hasNext()) {
                throw new IOException("the kind of its pixels is unknown");
            }
            type = types.next();
            opened = true;
        } finally {
            if (!opened) {
                reader.dispose();
                in.close();
            }
        }
        thread = Thread.ofPlatform().daemon().name("vitral-decoder").unstarted(this::decode);
        thread.start();
    }

    @Override
    public int rawWidth() {
        return width;
    }

    @Override
    public int rawHeight() {
        return height;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public Image next() throws IOException {
        if (ended == null) {
            try {
                Chunk chunk = queue.take();
                if (chunk.failure() == null) {
                    return chunk.image();
                }
                ended = chunk.failure();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("The program was interrupted", e);
            }
        }
        switch (ended) {
            case IOException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException(ended);
        }
    }

    private void decode() {
        Throwable end;
        try {
            Window window =
                    new Window(
                            type.getSampleModel(width, height),
                            type.createBufferedImage(1, 1).getRaster().getDataBuffer());
            ImageReadParam whole = reader.getDefaultReadParam();
            whole.setDestination(window.image(type.getColorModel()));
            reader.read(0, whole);
            window.flush();
            end = new ImageException("The data end before the picture does");
        } catch (Stopped stopped) {
            return;
        } catch (Throwable failure) {
            end = failure;
        } finally {
            reader.dispose();
        }
        try {
            queue.put(new Chunk(null, end));
        } catch (InterruptedException e) {
            // Closed: nobody waits for it.
        }
    }

    private void hand(BufferedImage rows) {
        try {
            Optional<ImageException> loss = losses.apply(warnings);
            if (loss.isPresent()) {
                queue.put(new Chunk(null, loss.get()));
                throw new Stopped();
            }
            queue.put(new Chunk(conversion.apply(rows), null));
        } catch (InterruptedException e) {
            throw new Stopped();
        }
        if (closed) {
            throw new Stopped();
        }
    }

    /** As high as the picture; holds some rows of it. */
    private final class Window extends WritableRaster {
        private final int capacity;
        private BufferedImage rows;

        /** The rows of the picture that are held. */
        private int first;

        private int count;

        Window(SampleModel whole, DataBuffer unused) {
            super(whole, unused, new Point(0, 0));
            int rowBytes = Math.max(1, width * type.getNumBands());
            capacity = Math.clamp(CHUNK_BYTES / rowBytes, 1, MOST_ROWS);
        }

        BufferedImage image(ColorModel colors) {
            return new BufferedImage(colors, this, colors.isAlphaPremultiplied(), null);
        }

        @Override
        public void setRect(int x, int y, Raster row) {
            rows(y).setRect(x, y - first, row);
        }

        @Override
        public void setPixel(int x, int y, int[] pixel) {
            rows(y).setPixel(x, y - first, pixel);
        }

        /** The rows that hold one of the picture; those above it are complete. */
        private WritableRaster rows(int y) {
            if (rows == null || y >= first + count) {
                flush();
                first = y;
                count = Math.min(capacity, height - y);
                rows = type.createBufferedImage(width, count);
            }
            return rows.getRaster();
        }

        void flush() {
            if (rows != null) {
                BufferedImage complete = rows;
                rows = null;
                hand(complete);
            }
        }
    }

    @Override
    public void close() {
        // The reader answers its own thread only: it ends when it hands over its next chunk.
        closed = true;
        thread.interrupt();
        queue.clear();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            in.close();
        } catch (IOException e) {
            // It was only read from.
        }
    }
}
