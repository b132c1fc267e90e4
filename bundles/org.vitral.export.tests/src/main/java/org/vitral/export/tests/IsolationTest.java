// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.vitral.export.ExportOutcome;
import org.vitral.export.ExportRequest;
import org.vitral.export.ExportRun;
import org.vitral.export.ExportSettings;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.export.Exporter;
import org.vitral.export.Exports;
import org.vitral.export.ImageEncoder;
import org.vitral.export.tests.bad.BadExporter;
import org.vitral.option.Options;

/** One exporter behaves badly, in a bundle of its own; the others are none the worse for it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class IsolationTest {

    /** Long for whoever writes a byte, and short for whoever waits. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private static final long PATIENCE_MILLIS = 30_000;

    @InjectBundleContext BundleContext context;

    @InjectService(timeout = PATIENCE_MILLIS)
    Exports exports;

    @InjectService(timeout = PATIENCE_MILLIS, filter = "(" + ExportTargetProvider.KIND + "=folder)")
    ExportTargetProvider folders;

    @TempDir Path folder;

    private final Map<String, Object> shared = new ConcurrentHashMap<>();
    private ServiceRegistration<?> good;
    private ServiceRegistration<?> encoder;
    private Bundle bad;

    @BeforeEach
    void installTheGoodOne() {
        for (String signal : List.of("started", "released", "gone", "looked")) {
            shared.put(signal, new CountDownLatch(1));
        }
        System.getProperties().put(BadExporter.SHARED, shared);
        Exporter exporter =
                (subject, options, out) -> {
                    subject.segmentation().labels();
                    out.write(
                            subject.image()
                                    .pixels()
                                    .get(java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
                };
        good =
                context.registerService(
                        Exporter.class,
                        exporter,
                        new Hashtable<>(Map.of(Exporter.NAME, "good", Exporter.SUFFIX, ".good")));
        ImageEncoder png = (image, out) -> out.write('p');
        encoder =
                context.registerService(
                        ImageEncoder.class,
                        png,
                        new Hashtable<>(Map.of(ImageEncoder.FORMAT, "png")));
    }

    @AfterEach
    void removeAll() throws Exception {
        signal("released").countDown();
        signal("gone").countDown();
        good.unregister();
        encoder.unregister();
        if (bad != null && bad.getState() != Bundle.UNINSTALLED) {
            bad.uninstall();
        }
        System.getProperties().remove(BadExporter.SHARED);
    }

    private CountDownLatch signal(String name) {
        return (CountDownLatch) shared.get(name);
    }

    private void install(String does) throws Exception {
        bad = BadBundle.start(context, does);
    }

    private ExportTarget target() throws IOException {
        return folders.open(folder.toString(), Options.NONE);
    }

    private ExportRun begin(ExportTarget target, String... formats) throws Exception {
        return exports.begin(
                Stream.of(formats).map(ExportRequest::of).toList(),
                target,
                ExportSettings.DEFAULT.withLimit(LIMIT));
    }

    private List<ExportOutcome> export(ExportRun run, String name) throws InterruptedException {
        try (Frame frame = new Frame()) {
            return run.start(frame.called(name)).await();
        }
    }

    private List<String> written() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String why(ExportOutcome outcome) {
        return outcome.failure().map(Throwable::getMessage).orElse("written");
    }

    private void assertCostsItsOwnFileOnly(String does, String why) throws Exception {
        install(does);
        try (ExportTarget target = target();
                ExportRun run = begin(target, "bad", "good")) {
            List<ExportOutcome> outcomes = export(run, "b.jpg");

            assertEquals(why, why(outcomes.get(0)));
            assertEquals(folder.resolve("b.bad").toString(), outcomes.get(0).subject());
            assertEquals(List.of(folder.resolve("b.good").toString()), outcomes.get(1).files());
            assertEquals("written", why(export(run, "c.jpg").get(1)));
        }
        assertEquals(List.of("b.good", "c.good"), written());
    }

    @Test
    void anExceptionCostsItsOwnFile() throws Exception {
        assertCostsItsOwnFileOnly(
                "throw",
                "The exporter bad failed: IllegalStateException: boom (in the bundle org.acme.bad"
                        + " 1.0.0)");
    }

    @Test
    void aClassThatIsNotThereCostsItsOwnFile() throws Exception {
        assertCostsItsOwnFileOnly(
                "link",
                "The exporter bad failed: NoClassDefFoundError: org/acme/Missing (in the bundle"
                        + " org.acme.bad 1.0.0)");
    }

    @Test
    void aStackThatIsFullCostsItsOwnFile() throws Exception {
        assertCostsItsOwnFileOnly(
                "recurse",
                "The exporter bad failed: StackOverflowError (in the bundle org.acme.bad 1.0.0)");
    }

    @Test
    void aHeapThatIsFullCostsItsOwnFile() throws Exception {
        assertCostsItsOwnFileOnly(
                "eat",
                "The exporter bad needs more memory than there is: the heap of the JVM is at most"
                        + " %,d MB".formatted(Runtime.getRuntime().maxMemory() / 1_000_000));
    }

    @Test
    void whoClosesTheFrameClosesItForItselfOnly() throws Exception {
        install("close");
        try (ExportTarget target = target();
                ExportRun run = begin(target, "bad", "good");
                Frame frame = new Frame()) {
            List<ExportOutcome> outcomes = run.start(frame.called("b.jpg")).await();

            assertEquals("written", why(outcomes.get(0)));
            assertEquals("written", why(outcomes.get(1)));
            assertEquals(4, frame.called("b.jpg").image().pixels().byteSize());
        }
    }

    @Test
    void whatHangsIsGivenUpAndSeesAClosedFrame() throws Exception {
        install("hang");
        try (ExportTarget target = target()) {
            try (ExportRun run = begin(target, "bad", "good")) {
                List<ExportOutcome> outcomes = export(run, "b.jpg");

                assertEquals(
                        "The exporter bad did not come back within 2000 ms, and was given up",
                        why(outcomes.get(0)));
                assertEquals("written", why(outcomes.get(1)));
            }
            // It comes back at last, and wants to go on.
            signal("released").countDown();
            assertTrue(signal("looked").await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        }
        assertEquals(true, shared.get("interrupted"));
        assertEquals("This image is closed", shared.get("image"));
        assertEquals("This segmentation is closed", shared.get("segmentation"));
        assertEquals(List.of("b.good"), written());
    }

    @Test
    void whatHangsAgainIsSetAsideUntilSomebodyRestoresIt() throws Exception {
        install("hang");
        try (ExportTarget target = target();
                ExportRun run = begin(target, "bad", "good")) {
            for (String name : List.of("a.jpg", "b.jpg")) {
                assertTrue(why(export(run, name).get(0)).contains("was given up"));
            }
            String reason =
                    "It is set aside, because it did not come back in time 2 times; the last time"
                            + " with "
                            + folder.resolve("b.bad");

            List<ExportOutcome> third = export(run, "c.jpg");

            assertEquals("The exporter bad is not used: " + reason, why(third.get(0)));
            assertEquals("written", why(third.get(1)));
            assertEquals(reason, exports.format("bad").get().trouble());
            assertTrue(exports.restore("bad"));
            assertFalse(exports.restore("bad"));
            assertTrue(exports.format("bad").get().usable());
            signal("released").countDown();
            assertEquals("written", why(export(run, "d.jpg").get(0)));
        }
        assertEquals(List.of("a.good", "b.good", "c.good", "d.bad", "d.good"), written());
    }

    @Test
    void whoHoldsTheSegmentationsMonitorKeepsNobodyFromClosingIt() throws Exception {
        install("lock");
        try (ExportTarget target = target();
                ExportRun run = begin(target, "bad")) {
            assertTrue(why(export(run, "b.jpg").get(0)).contains("was given up"));
        }
    }

    @Test
    void whatIsUninstalledInTheMiddleCostsItsOwnFileAndIsUsedAgainWhenItIsBack() throws Exception {
        install("go");
        try (ExportTarget target = target();
                ExportRun run = begin(target, "bad", "good");
                Frame frame = new Frame()) {
            var pending = run.start(frame.called("b.jpg"));
            assertTrue(signal("started").await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
            bad.uninstall();
            signal("gone").countDown();
            List<ExportOutcome> outcomes = pending.await();

            assertEquals(
                    "The exporter bad went away in the middle: its bundle was stopped or"
                            + " uninstalled",
                    why(outcomes.get(0)));
            assertEquals("written", why(outcomes.get(1)));
            assertEquals(
                    "The exporter bad is not there any more: its bundle was stopped or"
                            + " uninstalled",
                    why(export(run, "c.jpg").get(0)));

            install("close");
            assertEquals("written", why(export(run, "d.jpg").get(0)));
        }
        assertEquals(List.of("b.good", "c.good", "d.bad", "d.good"), written());
    }

    @Test
    void aRendererCostsItsOwnPicture() throws Exception {
        install("throw");
        try (ExportTarget target = target();
                ExportRun run = begin(target, "bad-picture", "good")) {
            List<ExportOutcome> outcomes = export(run, "b.jpg");

            assertEquals(
                    "The renderer bad-picture failed: IllegalStateException: boom (in the bundle"
                            + " org.acme.bad 1.0.0)",
                    why(outcomes.get(0)));
            assertEquals(folder.resolve("b.bad-picture.png").toString(), outcomes.get(0).subject());
        }
        assertEquals(List.of("b.good"), written());
    }

    @Test
    void aSeriesThatHangsWritesNothingAnyMore() throws Exception {
        install("hang");
        try (ExportTarget target = target()) {
            try (ExportRun run = begin(target, "bad-series", "good")) {
                assertTrue(why(export(run, "b.jpg").get(0)).contains("was given up"));
                assertEquals(
                        "The series exporter bad-series was given up before, so nothing comes of"
                                + " it",
                        why(export(run, "c.jpg").get(0)));
                assertEquals("written", why(export(run, "d.jpg").get(1)));
                List<ExportOutcome> end = run.complete();
                assertEquals(1, end.size());
                assertTrue(end.getFirst().failure().isPresent());
            }
            signal("released").countDown();
            assertTrue(signal("looked").await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
        }
        assertEquals(List.of("b.good", "c.good", "d.good"), written());
    }

    @Test
    void aSeriesWritesItsFileAtTheEnd() throws Exception {
        install("close");
        try (ExportTarget target = target();
                ExportRun run = begin(target, "bad-series", "good")) {
            export(run, "b.jpg");
            List<ExportOutcome> end = run.complete();

            assertEquals(List.of(folder.resolve("series.txt").toString()), end.getFirst().files());
        }
        assertEquals(List.of("b.good", "series.txt"), written());
    }
}
