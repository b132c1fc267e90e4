// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.vitral.segmentation.SegmentationException;

/**
 * Things that one call at a time may use, and the calls that wait for one, in the order in which
 * they came. A call that shall not wait any longer leaves its place at once. For any number of
 * threads; what one thread took another one may give back.
 *
 * @param <T> what a turn is with
 */
final class TurnQueue<T> {

    /** What nobody has; empty while a call waits. What was used last is taken first. */
    private final Deque<T> free = new ArrayDeque<>();

    private final Deque<Place<T>> waiting = new ArrayDeque<>();

    private static final class Place<T> {
        private final Call call;
        private volatile T given;

        Place(Call call) {
            this.call = call;
        }
    }

    /** Things to be taken in turns, at least one. */
    TurnQueue(List<T> things) {
        free.addAll(things);
    }

    /**
     * Takes a thing, which is to be given back.
     *
     * @throws SegmentationException if the call shall not wait any longer
     */
    T take(Call call) throws SegmentationException {
        Place<T> place;
        synchronized (this) {
            if (!free.isEmpty()) {
                return free.removeFirst();
            }
            place = new Place<>(call);
            waiting.addLast(place);
        }
        boolean served = false;
        try {
            call.await(Call.Wait.TURN, () -> place.given != null);
            served = true;
            return place.given;
        } finally {
            if (!served) {
                leave(place);
            }
        }
    }

    private void leave(Place<T> place) {
        boolean waited;
        synchronized (this) {
            waited = waiting.remove(place);
        }
        if (!waited) {
            // Its turn came in the meantime, and is the next one's.
            give(place.given);
        }
    }

    /** Gives back what was taken: the call that has waited longest has it next. */
    void give(T thing) {
        Place<T> next;
        synchronized (this) {
            next = waiting.pollFirst();
            if (next == null) {
                free.addFirst(thing);
                return;
            }
            next.given = thing;
        }
        next.call.wake();
    }

    /** How many calls wait. */
    synchronized int waiting() {
        return waiting.size();
    }
}
