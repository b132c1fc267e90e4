// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.vitral.image.Region;
import org.vitral.segmentation.RunningMode;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.SegmentationOptions;
import org.vitral.segmentation.SegmentationSession;
import org.vitral.segmentation.SegmentationTimeoutException;
import org.vitral.segmentation.SessionCounts;
import org.vitral.segmentation.SessionOptions;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SessionTest {

    private final Hold hold = new Hold();
    private SegmenterRig test;

    /** All images, so that it can be seen that each was closed as often as it should be. */
    private final List<CountedImage> images = new ArrayList<>();

    @BeforeEach
    void open() {
        Starter.shared("images/horse_rider_257.jpg");
        test = SegmenterRig.held(hold, Map.of());
    }

    @AfterEach
    void nothingIsLeft() {
        hold.letAllGo();
        // The test data may be absent, and then there is nothing to close.
        if (test != null) {
            test.close();
            assertEquals(0, test.segmenter.blocksOnLoan());
        }
    }

    private CountedImage image() {
        CountedImage image = CountedImage.of(Starter.photograph("horse_rider_257.jpg"));
        images.add(image);
        return image;
    }

    private List<Integer> closed() {
        return images.stream().map(image -> image.closed().get()).toList();
    }

    // All modes

    @Test
    void aCallOfAnotherModeNamesBoth() {
        try (SegmentationSession image = test.segmenter.open(SessionOptions.image());
                SegmentationSession video = test.segmenter.open(SessionOptions.video());
                SegmentationSession live =
                        test.segmenter.open(SessionOptions.liveStream(new RecordingListener()))) {
            assertEquals(RunningMode.IMAGE, image.mode());
            assertEquals(RunningMode.VIDEO, video.mode());
            assertEquals(RunningMode.LIVE_STREAM, live.mode());
            for (SegmentationSession session : List.of(video, live)) {
                assertRefused(
                        "segment is for sessions in the mode IMAGE, and this one is in the mode "
                                + session.mode(),
                        () -> session.segment(image()));
            }
            for (SegmentationSession session : List.of(image, live)) {
                assertRefused(
                        "segmentForVideo is for sessions in the mode VIDEO, and this one is in the"
                                + " mode "
                                + session.mode(),
                        () -> session.segmentForVideo(image(), 0));
            }
            for (SegmentationSession session : List.of(image, video)) {
                assertRefused(
                        "segmentAsync is for sessions in the mode LIVE_STREAM, and this one is in the"
                                + " mode "
                                + session.mode(),
                        () -> session.segmentAsync(image(), 0));
            }
        }
        assertEquals(0, closed().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void everyCallAfterCloseIsRefused() {
        SegmentationSession image = test.segmenter.open(SessionOptions.image());
        SegmentationSession video = test.segmenter.open(SessionOptions.video().withSmoothing(1));
        SegmentationSession live =
                test.segmenter.open(SessionOptions.liveStream(new RecordingListener()));
        for (SegmentationSession session : List.of(image, video, live)) {
            session.close();
            session.close();
        }
        assertRefused("This session is closed", () -> image.segment(image()));
        assertRefused("This session is closed", () -> video.segmentForVideo(image(), 0));
        assertRefused("This session is closed", () -> live.segmentAsync(image(), 0));
        assertEquals(List.of(0, 0, 0), closed());
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedInASentence() {
        assertIllegal(
                "smoothing is from 0 to 1, not 1.5",
                () -> SessionOptions.video().withSmoothing(1.5));
        assertIllegal(
                "smoothing is from 0 to 1, not NaN",
                () -> SessionOptions.video().withSmoothing(Double.NaN));
        assertIllegal(
                "smoothing is for VIDEO and LIVE_STREAM: images of the mode IMAGE have no order",
                () -> SessionOptions.image().withSmoothing(0.5));
        assertIllegal(
                "smoothingGap is at least 1 ms, not PT0S",
                () -> SessionOptions.video().withSmoothingGap(Duration.ZERO));
        assertIllegal(
                "A session in the mode LIVE_STREAM needs a listener",
                () ->
                        new SessionOptions(
                                RunningMode.LIVE_STREAM,
                                Optional.empty(),
                                0,
                                Duration.ofSeconds(1)));
        assertIllegal(
                "A session in the mode VIDEO has no listener",
                () ->
                        new SessionOptions(
                                RunningMode.VIDEO,
                                Optional.of(new RecordingListener()),
                                0,
                                Duration.ofSeconds(1)));
        assertIllegal(
                "A time limit is longer than 0, not PT-1S",
                () -> SegmentationOptions.DEFAULT.withTimeLimit(Duration.ofSeconds(-1)));
    }

    @Test
    void aSingleImageIsSegmentedAndCounted() throws Exception {
        hold.letAllGo();
        try (SegmentationSession session = test.segmenter.open(SessionOptions.image())) {
            session.segment(image()).close();
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            session.segment(
                                    image(),
                                    SegmentationOptions.DEFAULT.withRegion(
                                            new Region(257, 0, 1, 1))));
            assertEquals(new SessionCounts(1, 1, 0, 0), session.counts());
        }
    }

    // Video

    @Test
    void timestampsIncreaseFromFrameToFrame() throws Exception {
        hold.letAllGo();
        try (SegmentationSession session = test.segmenter.open(SessionOptions.video())) {
            session.segmentForVideo(image(), -5).close();
            assertIllegal(
                    "Timestamps increase from image to image, but -5 ms came after -5 ms",
                    () -> session.segmentForVideo(image(), -5));
            session.segmentForVideo(image(), 40).close();
            assertIllegal(
                    "Timestamps increase from image to image, but 39 ms came after 40 ms",
                    () -> session.segmentForVideo(image(), 39));
            session.segmentForVideo(image(), Long.MAX_VALUE).close();
            assertEquals(new SessionCounts(3, 3, 0, 0), session.counts());
        }
        assertEquals(0, closed().stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void aFrameThatFailedHasUsedItsTimestampAndTheNextOneGoesOn() throws Exception {
        try (SegmentationSession session = test.segmenter.open(SessionOptions.video())) {
            SegmentationOptions soon =
                    SegmentationOptions.DEFAULT.withTimeLimit(Duration.ofMillis(20));
            assertThrows(
                    SegmentationTimeoutException.class,
                    () -> session.segmentForVideo(image(), 1, soon));
            hold.letAllGo();
            assertThrows(IllegalArgumentException.class, () -> session.segmentForVideo(image(), 1));
            session.segmentForVideo(image(), 2).close();
            assertEquals(new SessionCounts(2, 1, 0, 1), session.counts());
        }
    }

    @Test
    void aVideoThatIsClosedDuringACallLetsItEndAndRefusesTheOneThatWaits() throws Exception {
        SegmentationSession session =
                test.segmenter.open(SessionOptions.video().withSmoothing(0.5));
        FutureTask<Segmentation> working =
                new FutureTask<>(() -> session.segmentForVideo(image(), 1));
        Thread.ofPlatform().start(working);
        hold.awaitOne();
        FutureTask<Segmentation> waiting =
                new FutureTask<>(() -> session.segmentForVideo(image(), 2));
        Thread thread = Thread.ofPlatform().start(waiting);
        Waiting.until(() -> thread.getState() == Thread.State.WAITING);
        session.close();
        hold.letAllGo();
        working.get().close();
        assertEquals(
                "This session is closed",
                assertThrows(ExecutionException.class, waiting::get).getCause().getMessage());
        assertEquals(0, test.segmenter.blocksOnLoan());
    }

    @Test
    void aVideoOfARemovedSegmenterSaysSo() {
        SegmentationSession session = test.segmenter.open(SessionOptions.video());
        test.close();
        assertEquals(
                "This segmenter was removed",
                assertThrows(SegmentationException.class, () -> session.segmentForVideo(image(), 1))
                        .getMessage());
        assertRefused(
                "This segmenter was removed", () -> test.segmenter.open(SessionOptions.video()));
    }

    // Live streams

    @Test
    void theNewestImageWaitsAndThoseBeforeItAreDroppedAndReported() throws Exception {
        RecordingListener listener = new RecordingListener();
        SegmentationSession session = test.segmenter.open(SessionOptions.liveStream(listener));
        session.segmentAsync(image(), 10);
        hold.awaitOne();
        session.segmentAsync(image(), 20);
        session.segmentAsync(image(), 30);
        session.segmentAsync(image(), 40);
        assertEquals(List.of(0, 1, 1, 0), closed());
        assertEquals(new SessionCounts(4, 0, 2, 0), session.counts());
        hold.letAllGo();
        session.close();
        assertEquals(List.of("result 10", "dropped 2 20-30", "result 40"), listener.heard);
        assertEquals(List.of(1, 1, 1, 1), closed());
        assertEquals(new SessionCounts(4, 2, 2, 0), session.counts());
        assertEquals(1, listener.threads.size());
        for (Segmentation result : listener.results) {
            assertThrows(IllegalStateException.class, result::width);
        }
    }

    @Test
    void aTimestampThatIsNotAboveTheOneBeforeIsRefusedAndTheImageRemainsTheCallers()
            throws Exception {
        RecordingListener listener = new RecordingListener();
        try (SegmentationSession session =
                test.segmenter.open(SessionOptions.liveStream(listener))) {
            session.segmentAsync(image(), 10);
            assertIllegal(
                    "Timestamps increase from image to image, but 10 ms came after 10 ms",
                    () -> session.segmentAsync(image(), 10));
            assertIllegal(
                    "The region 1 x 1 at (257, 0) does not lie in the image, which is 257 x 257"
                            + " upright",
                    () ->
                            session.segmentAsync(
                                    image(),
                                    11,
                                    SegmentationOptions.DEFAULT.withRegion(
                                            new Region(257, 0, 1, 1))));
            assertEquals(0, images.get(1).closed().get());
            assertEquals(0, images.get(2).closed().get());
            hold.letAllGo();
        }
        assertEquals(List.of("result 10"), listener.heard);
    }

    @Test
    void aListenerThatThrowsCostsItsOwnResultOnly() throws Exception {
        RecordingListener listener =
                new RecordingListener(
                        timestamp -> {
                            if (timestamp == 10) {
                                // What an interrupted listener leaves behind costs nothing, too.
                                Thread.currentThread().interrupt();
                                throw new IllegalStateException("no room");
                            }
                        });
        hold.letAllGo();
        SegmentationSession session = test.segmenter.open(SessionOptions.liveStream(listener));
        session.segmentAsync(image(), 10);
        Waiting.until(() -> session.counts().failed() == 1);
        session.segmentAsync(image(), 20);
        session.close();
        assertEquals(
                List.of(
                        "result 10",
                        "error 10 The listener threw on the result of 10 ms:"
                                + " java.lang.IllegalStateException: no room",
                        "result 20"),
                listener.heard);
        assertEquals(new SessionCounts(2, 1, 0, 1), session.counts());
        assertEquals(List.of(1, 1), closed());
    }

    @Test
    void whatAListenerThrowsAtAnErrorIsLogged() throws Exception {
        hold.letAllGo();
        RecordingListener broken = new RecordingListener();
        SegmentationSession session =
                test.segmenter.open(
                        SessionOptions.liveStream(
                                new org.vitral.segmentation.LiveStreamListener() {
                                    @Override
                                    public void onResult(
                                            Segmentation segmentation,
                                            org.vitral.image.Image image,
                                            long timestamp) {
                                        throw new AssertionError("at " + timestamp);
                                    }

                                    @Override
                                    public void onError(
                                            SegmentationException failure, long timestamp) {
                                        broken.onError(failure, timestamp);
                                        throw new IllegalStateException("again");
                                    }
                                }));
        session.segmentAsync(image(), 1);
        Waiting.until(() -> session.counts().failed() == 1);
        session.segmentAsync(image(), 2);
        session.close();
        assertEquals(2, broken.heard.size());
        assertEquals(
                List.of(
                        "[The {} of a live stream's listener threw, onError,"
                                + " java.lang.IllegalStateException: again]",
                        "[The {} of a live stream's listener threw, onError,"
                                + " java.lang.IllegalStateException: again]"),
                test.errors);
    }

    @Test
    void anImageThatFailsIsReportedAndTheNextOneGoesOn() throws Exception {
        RecordingListener listener = new RecordingListener();
        hold.letAllGo();
        SegmentationSession session = test.segmenter.open(SessionOptions.liveStream(listener));
        CountedImage unreadable = image();
        unreadable.image().close();
        session.segmentAsync(unreadable, 1);
        Waiting.until(() -> session.counts().failed() == 1);
        session.segmentAsync(image(), 2);
        session.close();
        assertEquals(2, listener.heard.size(), listener.heard.toString());
        assertTrue(listener.heard.get(0).startsWith("error 1 "), listener.heard.toString());
        assertEquals("result 2", listener.heard.get(1));
        assertEquals(List.of(1, 1), closed());
    }

    @Test
    void aTimeLimitHoldsForEachImage() throws Exception {
        RecordingListener listener = new RecordingListener();
        SegmentationSession session = test.segmenter.open(SessionOptions.liveStream(listener));
        session.segmentAsync(
                image(), 1, SegmentationOptions.DEFAULT.withTimeLimit(Duration.ofMillis(30)));
        Waiting.until(() -> session.counts().failed() == 1);
        hold.letAllGo();
        session.segmentAsync(image(), 2);
        session.close();
        assertTrue(
                listener.heard.getFirst().startsWith("error 1 The time limit of 30 ms is over"),
                listener.heard.toString());
        assertEquals("result 2", listener.heard.getLast());
        assertEquals(List.of(1, 1), closed());
    }

    @Test
    void aListenerMayCloseItsOwnStream() throws Exception {
        AtomicReference<SegmentationSession> itself = new AtomicReference<>();
        RecordingListener listener = new RecordingListener(timestamp -> itself.get().close());
        SegmentationSession session = test.segmenter.open(SessionOptions.liveStream(listener));
        itself.set(session);
        session.segmentAsync(image(), 1);
        hold.awaitOne();
        session.segmentAsync(image(), 2);
        hold.letAllGo();
        Waiting.until(() -> session.counts().delivered() == 2);
        assertRefused("This session is closed", () -> session.segmentAsync(image(), 3));
        session.close();
        assertEquals(List.of("result 1", "result 2"), listener.heard);
    }

    @Test
    void anInterruptedCloseEndsWhatIsLeftWithErrorsAndKeepsTheFlag() throws Exception {
        RecordingListener listener = new RecordingListener();
        SegmentationSession session = test.segmenter.open(SessionOptions.liveStream(listener));
        session.segmentAsync(image(), 1);
        hold.awaitOne();
        session.segmentAsync(image(), 2);
        FutureTask<Boolean> closing =
                new FutureTask<>(
                        () -> {
                            session.close();
                            return Thread.currentThread().isInterrupted();
                        });
        Thread thread = Thread.ofPlatform().start(closing);
        Waiting.until(() -> thread.getState() == Thread.State.WAITING);
        thread.interrupt();
        // Before that the session says that it is closed, and not that it was.
        Waiting.until(
                () ->
                        assertThrows(
                                        IllegalStateException.class,
                                        () -> session.segmentAsync(images.getLast(), 3))
                                .getMessage()
                                .equals("This session was closed"));
        hold.letAllGo();
        assertTrue(closing.get());
        assertEquals(
                List.of("error 1 This session was closed", "error 2 This session was closed"),
                listener.heard);
        assertEquals(List.of(1, 1), closed());
    }

    @Test
    void removingTheSegmenterEndsAStreamWithErrorsAndItsThread() throws Exception {
        RecordingListener listener = new RecordingListener();
        SegmentationSession session =
                test.segmenter.open(SessionOptions.liveStream(listener).withSmoothing(0.5));
        session.segmentAsync(image(), 1);
        hold.awaitOne();
        session.segmentAsync(image(), 2);
        FutureTask<Void> removal =
                new FutureTask<>(
                        () -> {
                            test.close();
                            return null;
                        });
        Thread.ofPlatform().start(removal);
        Waiting.until(
                () -> {
                    try {
                        session.segmentAsync(image(), 1);
                    } catch (IllegalStateException refused) {
                        return refused.getMessage().equals("This segmenter was removed");
                    } catch (IllegalArgumentException notYet) {
                        return false;
                    }
                    return false;
                });
        assertFalse(removal.isDone());
        hold.letAllGo();
        removal.get();
        assertEquals(
                List.of("error 1 This segmenter was removed", "error 2 This segmenter was removed"),
                listener.heard);
        assertFalse(listener.threads.iterator().next().isAlive());
        session.close();
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalStateException.class, call).getMessage());
    }

    private static void assertIllegal(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
