// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.IOException;
import java.time.Duration;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.image.ImageTooLargeException;

/** A photograph to segment, which may be read before its turn. For one thread at a time. */
final class Photograph {

    /** An image is large that takes more than this part of the heap. */
    private static final int LARGE_PART = 16;

    private final String shown;
    private final ImageItem item;
    private Image waiting;
    private IOException failure;
    private Duration decode = Duration.ZERO;

    /**
     * A photograph.
     *
     * @param shown how messages call it: as the user wrote it
     * @param item the image and its name relative to the argument that it came with
     */
    Photograph(String shown, ImageItem item) {
        this.shown = shown;
        this.item = item;
    }

    /** How messages call it: as the user wrote it. */
    String shown() {
        return shown;
    }

    /** The image and its name relative to the argument that it came with. */
    ImageItem item() {
        return item;
    }

    /**
     * Reads the image, or gives the one that waits; the caller closes it. Every call gives another
     * one.
     */
    Image read() throws IOException {
        if (failure != null) {
            throw failure;
        }
        Image image = waiting == null ? decode() : waiting;
        waiting = null;
        return image;
    }

    /** How long the image was decoded that was read last. */
    Duration decodeTime() {
        return decode;
    }

    /**
     * Reads the image before its turn, in which {@link #read()} gives it, or throws why it cannot
     * be read. One that lacks memory only, or comes upon a defect, is read again then.
     */
    void readAhead() {
        try {
            waiting = decode();
        } catch (ImageTooLargeException | RuntimeException | Error e) {
            // In its turn there is more memory, or a defect is reported.
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Whether {@link #read()} has nothing to do any more. */
    boolean isRead() {
        return waiting != null || failure != null;
    }

    /**
     * Whether the image that waits takes so much memory that what is made of others may lack it.
     */
    boolean isLarge() {
        return waiting != null
                && (long) waiting.rowStride() * waiting.height()
                        > Runtime.getRuntime().maxMemory() / LARGE_PART;
    }

    /** Closes the image that waits, to be read again in its turn; false where there is none. */
    boolean letGo() {
        boolean held = waiting != null;
        if (held) {
            waiting.close();
            waiting = null;
        }
        return held;
    }

    private Image decode() throws IOException {
        long start = System.nanoTime();
        Image image = item.read();
        decode = Duration.ofNanos(System.nanoTime() - start);
        return image;
    }
}
