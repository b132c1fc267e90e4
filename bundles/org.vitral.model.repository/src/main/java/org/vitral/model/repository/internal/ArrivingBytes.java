// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an HTTP response, piece by piece for the thread that asks for it. An input stream
 * would wait for ever where the other side falls silent; this gives up.
 */
final class ArrivingBytes implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    /** Either a piece, or the end (no piece), or what broke the connection. */
    private record Event(List<ByteBuffer> piece, Throwable error) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Duration silence;
    private volatile Flow.Subscription subscription;

    ArrivingBytes(Flow.Publisher<List<ByteBuffer>> body, Duration silence) {
        this.silence = silence;
        body.subscribe(this);
    }

    /**
     * The next piece, or null at the end.
     *
     * @throws IOException if the connection broke or nothing came for too long
     */
    List<ByteBuffer> next() throws IOException {
        Event event;
        try {
            event = events.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", e);
        }
        if (event == null) {
            throw new IOException("nothing came for %d s".formatted(silence.toSeconds()));
        }
        if (event.error() != null) {
            throw new IOException("the connection broke", event.error());
        }
        if (event.piece() != null) {
            subscription.request(1);
        }
        return event.piece();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        events.add(new Event(piece, null));
    }

    @Override
    public void onError(Throwable error) {
        events.add(new Event(null, error));
    }

    @Override
    public void onComplete() {
        events.add(new Event(null, null));
    }

    @Override
    public void close() {
        subscription.cancel();
    }
}
