// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelEvent;
import org.vitral.model.ModelListener;
import org.vitral.model.ModelSignature;
import org.vitral.model.Normalization;

@Timeout(60)
class OfferedModelsTest {
    @TempDir static Path temp;

    private final OfferedModels offered = new OfferedModels();
    private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();

    @Test
    void aListenerIsToldFirstOfWhatIsHereAndThenOfEachChange() throws Exception {
        FoundModel one = model("a", "1.0.0", "first");
        offered.offer(bundle(1), List.of(one));
        BlockingQueue<ModelEvent> told = listen();
        assertEquals("ARRIVED a 1.0.0 first", text(told.take()));

        FoundModel two = model("a", "2.0.0", "first");
        offered.offer(bundle(2), List.of(two));
        offered.offer(bundle(1), List.of());
        assertEquals("ARRIVED a 2.0.0 first", text(told.take()));
        assertEquals("LEFT a 1.0.0 first", text(told.take()));
        assertEquals(List.of(two), offered.get());
    }

    @Test
    void whoLeavesIsToldOfLast() throws Exception {
        offered.offer(bundle(1), List.of(model("a", "1.0.0", "here")));
        BlockingQueue<ModelEvent> told = listen();
        told.take();
        offered.offer(bundle(1), List.of(model("a", "2.0.0", "here")));
        assertEquals("ARRIVED a 2.0.0 here", text(told.take()));
        assertEquals("LEFT a 1.0.0 here", text(told.take()));
    }

    @Test
    void theSameNameAndVersionFromElsewhereIsAReplacementAndTheSameModelIsNoNews()
            throws Exception {
        OfferedModels.Place folder = OfferedModels.Place.ofFolder("/models");
        offered.offer(folder, List.of(model("a", "1.0.0", "/models/a.tflite")));
        BlockingQueue<ModelEvent> told = listen();
        told.take();

        offered.offer(folder, List.of(model("a", "1.0.0", "/models/a.tflite")));
        offered.offer(bundle(7), List.of(model("a", "1.0.0", "bundle 7")));
        assertEquals("REPLACED a 1.0.0 bundle 7", text(told.take()));
        // The folder's is hidden by the bundle's, so its going is no news.
        offered.offer(folder, List.of());
        offered.offer(
                bundle(7),
                List.of(
                        model("a", "1.0.0", "bundle 7")
                                .signed(Optional.of(new ModelSignature("CN=me", true)))));
        assertEquals("REPLACED a 1.0.0 bundle 7", text(told.take()));
        offered.offer(bundle(7), List.of());
        assertEquals("LEFT a 1.0.0 bundle 7", text(told.take()));
        assertEquals(List.of(), List.copyOf(told));
    }

    @Test
    void aListenerThatThrowsIsToldOfTheNextAndAListenerThatHangsKeepsNobody() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<String> thrown = new ArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        add(
                event -> {
                    hanging.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        add(
                event -> {
                    thrown.add(text(event));
                    both.countDown();
                    throw new LinkageError("old class");
                });
        BlockingQueue<ModelEvent> told = listen();
        offered.offer(bundle(1), List.of(model("a", "1.0.0", "here")));
        hanging.await();
        offered.offer(bundle(1), List.of());
        assertEquals("ARRIVED a 1.0.0 here", text(told.take()));
        assertEquals("LEFT a 1.0.0 here", text(told.take()));
        both.await();
        assertEquals(List.of("ARRIVED a 1.0.0 here", "LEFT a 1.0.0 here"), thrown);
        assertEquals(
                "The model listener test failed on ARRIVED a 1.0.0: java.lang.LinkageError: old class",
                warnings.take());
        release.countDown();
    }

    @Test
    void aListenerThatLagsTooFarBehindIsGivenUp() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        ListenerQueue queue =
                new ListenerQueue(
                        "slow",
                        () ->
                                event -> {
                                    begun.countDown();
                                    try {
                                        release.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                        warnings::add,
                        2);
        offered.add(queue);
        offered.offer(bundle(1), List.of(model("a", "1.0.0", "here")));
        begun.await();
        for (int i = 0; i < 4; i++) {
            offered.offer(bundle(2), i % 2 == 0 ? List.of(model("b", "1.0.0", "x")) : List.of());
        }
        assertEquals(
                "The model listener slow is given up: it lags 2 events behind", warnings.take());
        assertTrue(warnings.isEmpty(), "it is said once");
        release.countDown();
    }

    @Test
    void noEventIsLostOnAListenerThatCannotBeHadAtOnce() throws Exception {
        BlockingQueue<ModelEvent> told = new LinkedBlockingQueue<>();
        AtomicInteger asked = new AtomicInteger();
        offered.add(
                new ListenerQueue(
                        "late",
                        () -> asked.incrementAndGet() < 4 ? null : told::add,
                        warnings::add));
        offered.offer(bundle(1), List.of(model("a", "1.0.0", "here")));
        offered.offer(bundle(1), List.of());
        assertEquals("ARRIVED a 1.0.0 here", text(told.take()));
        assertEquals("LEFT a 1.0.0 here", text(told.take()));
        assertEquals(4, asked.get());
    }

    @Test
    void aLabelThatMovesIsToldOf() throws Exception {
        FoundModel one = model("a", "1.0.0", "here");
        BlockingQueue<ModelEvent> told = listen();
        offered.labelled(one, "stable");
        ModelEvent event = told.take();
        assertEquals("LABELLED a 1.0.0 here", text(event));
        assertEquals(Optional.of("stable"), event.label());
    }

    private BlockingQueue<ModelEvent> listen() {
        BlockingQueue<ModelEvent> told = new LinkedBlockingQueue<>();
        add(told::add);
        return told;
    }

    private void add(ModelListener listener) {
        offered.add(new ListenerQueue("test", () -> listener, warnings::add));
    }

    private static String text(ModelEvent event) {
        return "%s %s %s %s".formatted(event.kind(), event.name(), event.version(), event.origin());
    }

    private static OfferedModels.Place bundle(long id) {
        return OfferedModels.Place.ofBundle(id);
    }

    static FoundModel model(String name, String version, String origin) throws Exception {
        TfLiteFile file =
                TfLiteFileReader.read(
                        name,
                        TinyModel.buffer(
                                TinyModel.scores().bytes(), TinyModel.scores().bytes().length));
        ModelDescription base = FileDescription.describe(name, "ab".repeat(32), file);
        ModelDescription description =
                new ModelDescription(
                        name,
                        version,
                        name,
                        base.sha256(),
                        base.license(),
                        base.input().withNormalization(Normalization.DEFAULT),
                        base.output(),
                        base.labels(),
                        List.of());
        return new FoundModel(
                description,
                origin,
                Version.parseVersion(version),
                0,
                ByteSource.of(Files.createDirectories(temp).resolve("none")),
                new VerifiedChecksums(temp));
    }
}
