// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedWorkTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final CompletableFuture<String> release = new CompletableFuture<>();
    private final CompletableFuture<String> late = new CompletableFuture<>();

    @Test
    void whileItIsWaitedForSomethingElseIsDoneNowAndThen() throws Exception {
        String made =
                BoundedWork.within(
                        LONG,
                        "work",
                        release::join,
                        () -> release.complete("made"),
                        late::complete);
        assertEquals("made", made);
    }

    @Test
    void workThatTakesTooLongIsGivenUpAndItsResultIsHandedOverLater() {
        assertThrows(
                TimeoutException.class,
                () ->
                        BoundedWork.within(
                                Duration.ofMillis(50),
                                "work",
                                release::join,
                                () -> {},
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
                                BoundedWork.within(
                                        LONG,
                                        "work",
                                        () -> {
                                            throw new IllegalStateException("broken");
                                        },
                                        () -> {},
                                        late::complete));
        assertEquals("broken", thrown.getCause().getMessage());
    }
}
