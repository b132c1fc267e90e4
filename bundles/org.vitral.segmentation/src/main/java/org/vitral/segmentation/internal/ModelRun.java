// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.List;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.NativeInterpreter;

/**
 * One run of a model, from an image to scores, by a call that has its turn. On a thread of its own
 * its call may leave it: then it is cancelled, and gives the memory back when the native call has
 * ended.
 */
final class ModelRun {

    private final EngineWorker worker;
    private final NativeInterpreter interpreter;
    private final int output;
    private final EngineTensors tensors;
    private final ScoreMemory scores;
    private final Call call;
    private List<Float> quality = List.of();
    private long fillNanos;
    private long invokeNanos;
    private long readNanos;

    // Where it runs on a thread of its own.
    private boolean inside;
    private boolean left;
    private boolean cancelled;
    private volatile boolean ended;
    private Throwable failure;

    /**
     * A run that has not begun.
     *
     * @param output the index of the mask
     * @param scores where the scores go to
     */
    ModelRun(EngineWorker worker, int output, ScoreMemory scores, Call call) {
        this.worker = worker;
        this.interpreter = worker.interpreter();
        this.output = output;
        this.tensors = worker.tensors();
        this.scores = scores;
        this.call = call;
    }

    /** Puts the image into the model's input. */
    void fill(Image image, Region region) {
        long start = System.nanoTime();
        worker.preprocessor().fill(image, region, interpreter.input(0));
        fillNanos = System.nanoTime() - start;
    }

    /** Runs the model on this thread, and copies what it gave. */
    void work() {
        long start = System.nanoTime();
        interpreter.invoke();
        long invoked = System.nanoTime();
        tensors.reader().read(interpreter.output(output), scores.memory());
        quality = tensors.quality().read(interpreter);
        invokeNanos = invoked - start;
        readNanos = System.nanoTime() - invoked;
    }

    /**
     * Does the work on a thread that nobody but {@link #await()} waits for.
     *
     * @param after what is done when the interpreter is needed no more
     */
    void run(Runnable after) {
        try {
            if (enter()) {
                work();
            }
        } catch (Throwable failed) {
            failure = failed;
        } finally {
            exit(after);
        }
    }

    private synchronized boolean enter() {
        inside = !left;
        return inside;
    }

    private void exit(Runnable after) {
        synchronized (this) {
            inside = false;
            if (cancelled) {
                interpreter.setCancelled(false);
            }
        }
        try {
            after.run();
        } finally {
            synchronized (this) {
                ended = true;
                if (left) {
                    scores.close();
                }
            }
            call.wake();
        }
    }

    /**
     * Waits for the work on the other thread.
     *
     * @throws SegmentationException if the call ended before it; then the memory is the run's
     * @throws RuntimeException if the model failed; then, too
     */
    void await() throws SegmentationException {
        boolean done = false;
        try {
            call.await(Call.Wait.MODEL, () -> ended);
            done = failure == null;
        } finally {
            if (!done) {
                leave();
            }
        }
        switch (failure) {
            case null -> {}
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            default -> throw new IllegalStateException(failure);
        }
    }

    private synchronized void leave() {
        left = true;
        if (ended) {
            scores.close();
        } else if (inside) {
            cancelled = true;
            interpreter.setCancelled(true);
        }
    }

    /** What the model says of the quality of its mask; empty where it says nothing. */
    List<Float> quality() {
        return quality;
    }

    /** How long its stages took. After its end. */
    StageNanos stages() {
        return new StageNanos(fillNanos, invokeNanos, readNanos);
    }
}
