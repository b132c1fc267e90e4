// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an operator does to a segmenter while it serves. Registered beside each {@link Segmenter},
 * with the same properties. No call here makes a call of {@link Segmenter#segment} fail or wait,
 * but for a segmenter whose configuration says that the old engine goes before the new one comes.
 * For any number of threads; attempts are made one after the other.
 *
 * <p>An attempt that fails is a value with its reason, not an exception, and leaves the engine that
 * serves alone.
 */
@ProviderType
public interface SegmenterControl {

    /** How the segmenter is now. Does not wait. */
    SegmenterStatus status();

    /**
     * Makes an engine beside the one that serves, warms it up, has the gate look at it, and lets it
     * serve. What is changed stays so until the configuration changes or the segmenter ends.
     *
     * @return what came of it; waits for that
     * @throws IllegalStateException if the segmenter was removed
     */
    SwapOutcome swap(EngineChange change);

    /**
     * Does all that {@link #swap} does but for letting the engine serve: it is closed again.
     *
     * @throws IllegalStateException if the segmenter was removed
     */
    SwapOutcome check(EngineChange change);

    /**
     * Goes back to what served before the last engine that was published: the same model, the same
     * delegates and threads, in an engine with a number of its own. Called again it goes back one
     * more step. The gate does not look at it.
     *
     * @return what came of it; waits for that
     * @throws IllegalStateException if the segmenter was removed
     */
    SwapOutcome rollback();

    /** What came of the last attempts, at most 64 of them, the newest one first. */
    List<SwapOutcome> history();

    /**
     * Makes a second engine, has the gate look at it, and lets it answer a share of the images, or
     * see copies of them. Takes the place of a trial that is under way.
     *
     * <p>Where it fails on an image the engine that serves answers. If it fails on too many, the
     * trial ends by itself; {@link #trial()} says why.
     *
     * @param share the share of the images that it answers, above 0 and up to 1; 0: it answers
     *     none, and sees as many copies as it has time for
     * @throws IllegalArgumentException if the share is not between 0 and 1
     * @throws IllegalStateException if the segmenter was removed
     */
    SwapOutcome startTrial(EngineChange change, double share);

    /** How the trial does, or did; nothing where there was none since the last publication. */
    Optional<TrialStatus> trial();

    /**
     * Lets the engine that is on trial serve. It keeps its generation.
     *
     * @throws IllegalStateException if none is on trial, or the segmenter was removed
     */
    SwapOutcome promote();

    /** Ends the trial, if there is one. */
    void endTrial();
}
