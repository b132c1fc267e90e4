// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.vitral.image.Image;
import org.vitral.image.ImageException;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageRows;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;
import org.vitral.image.ImageTooLargeException;
import org.vitral.image.Orientation;
import org.vitral.image.PixelFormat;
import org.vitral.image.Plane;
import org.vitral.image.YuvEncoding;

/**
 * A source of {@code watched://x?a,b,c,}: three photographs, of which it notes when they are read
 * and closed. Those whose name begins with {@code broken} cannot be decoded, those with {@code
 * large} do not fit into memory, and after {@code !} the location cannot be read any further.
 */
final class WatchedSource implements ImageSource {

    /** What happened, in order. */
    final List<String> events = new CopyOnWriteArrayList<>();

    /** The threads that read. */
    final List<Thread> readers = new CopyOnWriteArrayList<>();

    private final Map<String, CountDownLatch> read = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** How many images are not closed. */
    int open() {
        return open.get();
    }

    /** How many there were at the same time. */
    int most() {
        return most.get();
    }

    /** Waits until a photograph is read, or it is clear that nobody will; whether it is. */
    boolean awaitRead(String name) {
        try {
            return latch(name).await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CountDownLatch latch(String name) {
        return read.computeIfAbsent(name, _ -> new CountDownLatch(1));
    }

    @Override
    public boolean accepts(URI location) {
        return "watched".equals(location.getScheme());
    }

    @Override
    public ImageSequence open(URI location) {
        String query = location.getQuery();
        List<String> names = Stream.of(query.split(",")).filter(name -> !name.isEmpty()).toList();
        Iterator<String> rest = names.iterator();
        return new ImageSequence() {
            @Override
            public OptionalLong count() {
                return OptionalLong.of(names.size());
            }

            @Override
            public Optional<ImageItem> next() throws IOException {
                if (!rest.hasNext()) {
                    return Optional.empty();
                }
                String name = rest.next();
                if (name.startsWith("!")) {
                    throw new IOException("The cable was pulled");
                }
                return Optional.of(new Item(name));
            }

            @Override
            public void close() {
                events.add("close " + location.getHost());
            }
        };
    }

    private final class Item implements ImageItem {
        private final String name;

        Item(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Image read() throws IOException {
            events.add("read " + name);
            readers.add(Thread.currentThread());
            try {
                if (name.startsWith("broken")) {
                    throw new ImageException("It is broken");
                }
                if (name.startsWith("large")) {
                    throw new ImageTooLargeException("It does not fit");
                }
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                return new Watched(name, name.startsWith("wide") ? wide() : pixels());
            } finally {
                latch(name).countDown();
            }
        }

        @Override
        public ImageRows rows() {
            return new GraymapSource.GraymapRows(pixels()) {
                @Override
                public void close() {
                    events.add("rows " + name);
                }
            };
        }
    }

    static Image pixels() {
        return Image.of(new byte[] {0, -1}, 2, 1, PixelFormat.GRAY);
    }

    /** A few pixels, with much between their rows. */
    private static Image wide() {
        int rows = 16;
        int stride = Math.toIntExact(Runtime.getRuntime().maxMemory() / (10 * rows));
        return Image.of(
                Arena.ofAuto().allocate((long) rows * stride),
                2,
                rows,
                stride,
                PixelFormat.GRAY,
                Orientation.UPRIGHT);
    }

    private final class Watched implements Image {
        private final String name;
        private final Image pixels;
        private boolean closed;

        Watched(String name, Image pixels) {
            this.name = name;
            this.pixels = pixels;
        }

        @Override
        public int width() {
            return pixels.width();
        }

        @Override
        public int height() {
            return pixels.height();
        }

        @Override
        public int rowStride() {
            return pixels.rowStride();
        }

        @Override
        public PixelFormat format() {
            return pixels.format();
        }

        @Override
        public Orientation orientation() {
            return pixels.orientation();
        }

        @Override
        public Optional<YuvEncoding> encoding() {
            return pixels.encoding();
        }

        @Override
        public List<Plane> planes() {
            if (closed) {
                throw new IllegalStateException(name + " is closed");
            }
            return pixels.planes();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
                events.add("close " + name);
            }
        }
    }
}
