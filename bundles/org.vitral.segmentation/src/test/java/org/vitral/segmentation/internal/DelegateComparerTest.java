// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.log.Logger;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.segmentation.DelegateComparison;
import org.vitral.segmentation.DelegateMeasurement;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** On the real model and library; the budget's clock stands still unless a test moves it. */
class DelegateComparerTest {

    private final TfLiteRuntime runtime = TfLiteRuntimes.shared();
    private final AtomicLong clock = new AtomicLong();
    private final List<String> progress = new ArrayList<>();
    private final EngineRequest request = new EngineRequest("deeplabv3", "auto", 1);

    @TempDir private Path cache;

    @Test
    void theFastestThatAgreesIsChosenRememberedAndTaken() throws Exception {
        List<DelegateCandidate> candidates =
                TestDelegates.inOrder(
                        TestDelegates.wrong("wrong", 3),
                        TestDelegates.failing("gpu", 2, new IllegalStateException("It is busy")),
                        TestDelegates.unavailable("npu", 4, "No such chip"),
                        TestDelegates.xnnpack("xnnpack", 1));
        DelegateComparison comparison = compare(candidates);
        assertEquals(
                List.of("wrong", "gpu", "xnnpack", "cpu", "npu"),
                comparison.measurements().stream().map(one -> one.delegate().name()).toList());
        assertEquals("cpu", comparison.reference());
        assertEquals(Optional.of("xnnpack"), comparison.choice());

        DelegateMeasurement wrong = comparison.measurements().get(0);
        assertTrue(wrong.median().isPresent());
        // Its memory may hold what another engine left there, and that counts for nothing.
        assertEquals(OptionalDouble.of(0), wrong.agreement());
        DelegateMeasurement gpu = comparison.measurements().get(1);
        assertEquals(Optional.empty(), gpu.median());
        assertEquals("It is busy", gpu.failure());
        DelegateMeasurement xnnpack = comparison.measurements().get(2);
        assertEquals(OptionalDouble.of(1), xnnpack.agreement());
        assertEquals(OptionalInt.of(70), xnnpack.delegate().nodes());
        assertEquals("No such chip", comparison.measurements().get(4).failure());

        Engine engine = factory().make(request, candidates, 1);
        assertEquals("xnnpack", engine.identity().delegate());
        assertEquals(comparison.reason(), engine.identity().reason().text());
        engine.retire();
        assertEquals(
                List.of(
                        "loading the model on cpu",
                        "loading the model on wrong",
                        "loading the model on gpu",
                        "loading the model on xnnpack",
                        "measuring deeplabv3"),
                progress);
    }

    @Test
    void oneThatIsSlowToStartUsesUpTheTimeAndNothingIsChosenOrRemembered() throws Exception {
        List<DelegateCandidate> candidates =
                TestDelegates.inOrder(
                        TestDelegates.making(
                                "slow",
                                2,
                                (runtime, options) -> {
                                    clock.addAndGet(Duration.ofSeconds(3).toNanos());
                                    return new XnnpackDelegateProvider().create(runtime, options);
                                }),
                        TestDelegates.xnnpack("xnnpack", 1));
        DelegateComparison comparison = compare(candidates);
        assertEquals(Optional.empty(), comparison.choice());
        assertEquals("not all delegates could be measured within 2000 ms", comparison.reason());
        assertEquals(
                "the time was over before it was run often enough",
                comparison.measurements().get(1).failure());
        // The third step would have been to load the model on xnnpack.
        assertEquals(
                List.of(
                        "loading the model on cpu",
                        "loading the model on slow",
                        "measuring deeplabv3"),
                progress);
        Engine engine = factory().make(request, candidates, 1);
        assertEquals(
                "slow has the highest ranking of those that work here; not measured yet",
                engine.identity().reason().text());
        engine.retire();
    }

    @Test
    void nothingIsLoadedOnceItIsStopped() throws Exception {
        DelegateComparison comparison =
                comparer()
                        .compare(
                                request,
                                List.of(TestDelegates.xnnpack("xnnpack", 1)),
                                () -> true,
                                progress::add);
        assertEquals(List.of("measuring deeplabv3"), progress);
        assertEquals(Optional.empty(), comparison.choice());
    }

    /** Photographs of other things disagree: the threshold tells something. */
    @Test
    void anotherPictureIsADisagreementAndTheSameOneIsNot() throws Exception {
        Engine cpu = factory().trial(request, DelegateCandidate.CPU);
        Engine xnnpack = factory().trial(request, TestDelegates.xnnpack("xnnpack", 1));
        try (MemoryPool pool = new MemoryPool();
                Image synthetic = SyntheticPicture.of(Starter.SIZE, Starter.SIZE);
                Image horse = Starter.photograph("horse_rider_257.jpg");
                ModelSegmentation plain = segment(cpu, horse, pool);
                ModelSegmentation same = segment(xnnpack, horse, pool);
                ModelSegmentation other = segment(xnnpack, synthetic, pool)) {
            assertEquals(1, Agreement.of(plain.scores(), same.scores()), 0.0005);
            assertTrue(Agreement.of(plain.scores(), other.scores()) < 0.9);
        } finally {
            cpu.retire();
            xnnpack.retire();
        }
    }

    private static ModelSegmentation segment(Engine engine, Image image, MemoryPool pool)
            throws SegmentationException {
        return engine.segment(image, new Region(0, 0, Starter.SIZE, Starter.SIZE), pool);
    }

    private DelegateComparison compare(List<DelegateCandidate> candidates)
            throws SegmentationException {
        return comparer().compare(request, candidates, () -> false, progress::add);
    }

    private DelegateComparer comparer() {
        return new DelegateComparer(
                factory(), runtime, new ChoiceMemory(cache), silent(), clock::get);
    }

    private EngineFactory factory() {
        return new EngineFactory(
                new ModelShelf(Starter.model()),
                runtime,
                new ChoiceMemory(cache),
                Starter.withoutRewriting());
    }

    private static Logger silent() {
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> null);
    }
}
