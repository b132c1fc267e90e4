// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.vitral.segmentation.SwapOutcome.State;
import org.vitral.segmentation.SwapStep;
import org.vitral.segmentation.SwapTrigger;

@Timeout(60)
class BoundedWorkTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final CompletableFuture<String> release = new CompletableFuture<>();
    private final CompletableFuture<String> late = new CompletableFuture<>();

    @Test
    void workThatMakesSenseIsWaitedFor() throws Exception {
        assertEquals(
                "made",
                BoundedWork.whileItMakesSense(
                        () -> {
                            release.complete("made");
                            return true;
                        },
                        LONG,
                        "work",
                        release::join,
                        late::complete));
    }

    @Test
    void workThatMakesNoMoreSenseIsLeftAndItsResultIsHandedOverLater() throws Exception {
        assertNull(
                BoundedWork.whileItMakesSense(
                        () -> false, LONG, "work", release::join, late::complete));
        release.complete("made");
        assertEquals("made", late.join());
    }

    @Test
    void workThatTakesTooLongIsGivenUp() {
        assertThrows(
                TimeoutException.class,
                () ->
                        BoundedWork.whileItMakesSense(
                                () -> true,
                                Duration.ofMillis(1),
                                "work",
                                release::join,
                                late::complete));
        release.complete("made");
        assertEquals("made", late.join());
    }

    @Test
    void whatItThrowsIsThrown() {
        ExecutionException thrown =
                assertThrows(
                        ExecutionException.class,
                        () ->
                                BoundedWork.whileItMakesSense(
                                        () -> true,
                                        LONG,
                                        "work",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        },
                                        late::complete));
        assertEquals("broken", thrown.getCause().getMessage());
    }

    @Test
    void whatAThreadNotedThatWasLeftDoesNotCount() throws InterruptedException {
        Attempt attempt = new Attempt(SwapTrigger.CALL, new EngineRequest("model", "cpu", 1), null);
        attempt.ended("unload");
        Thread left =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    attempt.begin();
                                    attempt.ended("prepare");
                                    release.complete("noted");
                                    late.join();
                                    attempt.ended("warm-up");
                                });
        release.join();
        attempt.startAgain();
        attempt.begin();
        attempt.ended("prepare");
        late.complete("go on");
        left.join();

        List<SwapStep> steps = attempt.outcome(State.REFUSED, null, "").steps();
        assertTrue(
                List.of("unload", "prepare").equals(steps.stream().map(SwapStep::name).toList()),
                steps.toString());
    }
}
