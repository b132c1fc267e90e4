// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;

/**
 * The photographs of some locations. While one is in use, the next one is read on a thread of this.
 * For one thread.
 *
 * <p>At most one image waits for its turn, and no large one. Nothing is read while a photograph is
 * in use that is large, or could not be read before its turn for want of memory.
 */
final class ReadAhead implements AutoCloseable {

    private final Iterator<Location> locations;
    private final BiPredicate<Location, Photograph> leftOut;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("vitral-read-ahead").factory());

    /** What the locations said that was not passed on yet; the last is the photograph to come. */
    private final Queue<Answer> answers = new ArrayDeque<>();

    /** The location that was asked last, and is not at its end. */
    private Optional<Location> asked = Optional.empty();

    /** The photograph to come, which belongs to the thread while that reads it. */
    private Optional<Photograph> coming = Optional.empty();

    private Optional<Future<?>> reading = Optional.empty();

    /** What {@link Location#next()} said. */
    private interface Answer {
        Optional<Photograph> give() throws IOException;
    }

    /**
     * The photographs of some locations, which the caller closes after this.
     *
     * @param leftOut which photographs of a location are not read
     */
    ReadAhead(List<Location> locations, BiPredicate<Location, Photograph> leftOut) {
        this.locations = locations.iterator();
        this.leftOut = leftOut;
    }

    /**
     * Says what {@link Location#next()} says: for the first location up to its end, or until it
     * throws, then for the next one. After the last there is nothing to ask for.
     *
     * @throws IOException if the location cannot be read any further
     * @throws InterruptedException if the thread was interrupted, be it while it waited or before
     */
    Optional<Photograph> next() throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (answers.isEmpty()) {
            look();
        }
        Optional<Photograph> next = answers.remove().give();
        if (next.isPresent() && answers.isEmpty()) {
            if (reading.isPresent()) {
                await();
            } else {
                next.get().readAhead();
            }
            coming = Optional.empty();
            if (next.get().isRead() && !next.get().isLarge()) {
                look();
                reading = coming.map(photograph -> thread.submit(() -> read(photograph)));
            }
        }
        return next;
    }

    private static void read(Photograph photograph) {
        photograph.readAhead();
        if (photograph.isLarge()) {
            photograph.letGo();
        }
    }

    /** Asks the locations, until there is a photograph to read. */
    private void look() {
        while (asked.isPresent() || locations.hasNext()) {
            Location location = asked.orElseGet(locations::next);
            asked = Optional.of(location);
            try {
                Optional<Photograph> next = location.next();
                coming = next.filter(photograph -> !leftOut.test(location, photograph));
                answers.add(() -> next);
                if (coming.isPresent()) {
                    return;
                }
                if (next.isEmpty()) {
                    asked = Optional.empty();
                }
            } catch (IOException | RuntimeException e) {
                answers.add(
                        () -> {
                            throw e;
                        });
                asked = Optional.empty();
            }
        }
    }

    /**
     * Closes the image that waits, which is then read in its turn.
     *
     * @return whether there was one
     */
    boolean letGo() throws InterruptedException {
        await();
        return coming.isPresent() && coming.get().letGo();
    }

    private void await() throws InterruptedException {
        if (reading.isPresent()) {
            try {
                reading.get().get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
            reading = Optional.empty();
        }
    }

    /** Waits for what is being read, and closes it. */
    @Override
    public void close() {
        thread.close();
        coming.ifPresent(Photograph::letGo);
    }
}
