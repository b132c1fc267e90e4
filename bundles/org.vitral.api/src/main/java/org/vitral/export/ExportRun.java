// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The export of frames to a target. Each output runs by itself: one that throws, hangs, runs out of
 * memory or goes away in the middle costs its own file and an outcome that says why, and no other.
 * For one thread.
 */
@ProviderType
public interface ExportRun extends AutoCloseable {

    /**
     * Starts to write the outputs of a frame, all of them at the same time. Several frames may be
     * started before the first is awaited; they are awaited in their order.
     *
     * <p>An output that runs out of memory is tried once more when the others of its frame are
     * done, since it may have been another one that took all of it.
     *
     * @param subject the frame; it stays open until {@link PendingExport#await()} has returned
     * @throws IllegalArgumentException if it is the second frame, and the run's names are not
     *     {@link NamePattern#isForSeveral() for several}
     */
    PendingExport start(ExportSubject subject);

    /**
     * Starts to write the outputs of a frame that is never in memory as a whole.
     *
     * @param image the name of the image as the user knows it
     * @throws IllegalArgumentException as with {@link #start}
     */
    StreamedExport stream(String image);

    /** Whether pictures are among the formats. */
    boolean hasPictures();

    /**
     * Whether a path in the target is called like a file of this run: then an earlier run wrote it.
     *
     * @param path relative, with {@code /} between folders
     */
    boolean isResult(String path);

    /**
     * Ends the series, which write now what they write at the end. All frames were awaited before.
     *
     * @return an outcome for each series
     */
    List<ExportOutcome> complete() throws InterruptedException;

    /** Gives up what was not written. The target stays open. */
    @Override
    void close();
}
