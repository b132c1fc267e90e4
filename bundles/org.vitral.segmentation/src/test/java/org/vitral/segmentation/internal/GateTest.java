// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vitral.evaluation.Comparison;
import org.vitral.evaluation.Evaluation;
import org.vitral.evaluation.Evaluator;
import org.vitral.evaluation.TruthMask;
import org.vitral.image.Image;
import org.vitral.image.ImageSequence;
import org.vitral.image.ImageSource;
import org.vitral.model.GoldenImage;
import org.vitral.model.Label;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;
import org.vitral.segmentation.GateCheck;
import org.vitral.segmentation.GateVerdict;
import org.vitral.segmentation.internal.GatePolicy.Mode;
import org.vitral.tflite.runtime.TfLiteRuntime;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** What a gate finds, on the real model and library. */
class GateTest {

    private static final DelegateCandidate XNNPACK = TestDelegates.xnnpack("xnnpack", 1);

    private final TfLiteRuntime runtime = TfLiteRuntimes.shared();
    private final EngineRequest request = new EngineRequest("deeplabv3", "xnnpack", 1);

    @TempDir private Path cache;
    @TempDir private Path folder;

    @Test
    void anEngineThatIsAsGoodAsThePlainKernelsPasses() throws Exception {
        GateVerdict verdict = examine(factory(), policy(0.99, 0, Optional.empty()), List.of());
        assertTrue(verdict.passed());
        assertEquals(1, verdict.pictures());
        assertEquals(
                "On the synthetic picture, the worst of 1, it agrees with the plain CPU kernels in"
                        + " 100.00 % of the places, and 99.00 % must be.",
                byName(verdict).get("agreement").finding());
    }

    @Test
    void theReferenceIsAskedOnceForAModel() throws Exception {
        examine(factory(), policy(0.99, 0, Optional.empty()), List.of());
        try (var files = Files.list(cache)) {
            assertEquals(1, files.count());
        }
        // Nothing is here now that could make another reference.
        EngineFactory none =
                new EngineFactory(
                        new ModelShelf(),
                        runtime,
                        new ChoiceMemory(cache.resolve("choices")),
                        Starter.withoutRewriting());
        GateVerdict verdict = examine(none, policy(0.99, 0, Optional.empty()), List.of());
        assertTrue(byName(verdict).get("agreement").finding().contains("100.00 %"));
    }

    @Test
    void aModelThatThePlainKernelsCannotRunHasNothingToAgreeWith() throws Exception {
        EngineFactory none =
                new EngineFactory(
                        new ModelShelf(),
                        runtime,
                        new ChoiceMemory(cache.resolve("choices")),
                        Starter.withoutRewriting());
        GateVerdict verdict = examine(none, policy(0.99, 0, Optional.empty()), List.of());
        assertTrue(verdict.passed());
        assertEquals(
                "There is nothing to compare with: There is no model named \"deeplabv3\" here; there"
                        + " are: none",
                byName(verdict).get("agreement").finding());
    }

    @Test
    void anEngineThatIsTooSlowIsRefused() throws Exception {
        GateVerdict verdict = examine(factory(), policy(0.99, 1, Optional.empty()), List.of());
        GateCheck latency = byName(verdict).get("latency");
        assertFalse(latency.passed());
        assertTrue(latency.finding().endsWith(" ms, and 1 ms are allowed."), latency.finding());
    }

    @Test
    void anOperatorsPicturesAndMasksCount() throws Exception {
        Files.copy(Starter.shared("images/horse_rider_257.jpg"), folder.resolve("horse.jpg"));
        Files.writeString(folder.resolve("horse.mask.png"), "read by the test");
        GateVerdict verdict =
                examine(
                        factory(),
                        policy(0.99, 0, Optional.of(folder)),
                        List.of(new Photographs()));
        assertEquals(2, verdict.pictures());
        // The test's mask says that all of it is a horse.
        GateCheck masks = byName(verdict).get("masks");
        assertFalse(masks.passed());
        assertTrue(
                masks.finding().startsWith("Of horse.jpg, which is the worst of 1 with a mask, "));
    }

    @Test
    void thePicturesThatComeWithTheModelCount() throws Exception {
        char[] mask = horseAndRider();
        GateVerdict right = examine(golden(mask), policy(0.99, 0, Optional.empty()), List.of());
        assertTrue(right.passed(), right.objections());
        assertEquals(2, right.pictures());

        Arrays.fill(mask, (char) 13);
        GateVerdict wrong = examine(golden(mask), policy(0.99, 0, Optional.empty()), List.of());
        assertTrue(
                wrong.objections()
                        .startsWith("Of horse.ppm, which is the worst of 1 with a mask, "),
                wrong.objections());
    }

    @Test
    void aModelWhosePicturesCannotBeReadIsRefused() throws Exception {
        Model broken =
                new WithGolden(
                        Starter.model(),
                        () -> {
                            throw new ModelException("The golden image is torn");
                        });
        GateVerdict verdict =
                examine(factory(broken), policy(0.99, 0, Optional.empty()), List.of());
        assertEquals("The golden image is torn", verdict.objections());
    }

    @Test
    void picturesThatCannotBeReadAreAnObjection() throws Exception {
        GateVerdict empty = examine(factory(), policy(0.99, 0, Optional.of(folder)), List.of());
        assertEquals("The gate's folder " + folder + " has no photographs", empty.objections());
        Files.writeString(folder.resolve("a.jpg"), "no picture");
        GateVerdict without = examine(factory(), policy(0.99, 0, Optional.of(folder)), List.of());
        assertEquals(
                "The gate's picture %s cannot be read: no source of images is installed that reads files"
                        .formatted(folder.resolve("a.jpg")),
                without.objections());
        Path nowhere = folder.resolve("nowhere");
        GateVerdict absent = examine(factory(), policy(0.99, 0, Optional.of(nowhere)), List.of());
        assertEquals(
                "The gate's folder " + nowhere + " cannot be looked into", absent.objections());
    }

    @Test
    void aModelThatSaysTheSameEverywhereIsRefused() throws Exception {
        EngineFactory blank =
                new EngineFactory(
                        new ModelShelf(Starter.blank()),
                        runtime,
                        new ChoiceMemory(cache.resolve("choices")),
                        Starter.withoutRewriting());
        Engine engine = blank.make(request, List.of(XNNPACK), 1);
        try (MemoryPool pool = new MemoryPool()) {
            GateVerdict verdict =
                    gate(blank, List.of(), pool)
                            .examine(engine, request, policy(0.99, 0, Optional.empty()));
            assertEquals("It says the same in all places of all pictures.", verdict.objections());
        } finally {
            engine.retire();
        }
    }

    private GateVerdict examine(
            EngineFactory forReference, GatePolicy policy, List<ImageSource> sources)
            throws Exception {
        Engine engine = factory().make(request, List.of(XNNPACK), 1);
        try (MemoryPool pool = new MemoryPool()) {
            return gate(forReference, sources, pool).examine(engine, request, policy);
        } finally {
            engine.retire();
        }
    }

    private Gate gate(EngineFactory factory, List<ImageSource> sources, MemoryPool pool) {
        return new Gate(
                factory,
                runtime,
                new ReferenceMasks(cache),
                new GatePictures(sources, () -> Optional.of(new HorsesEverywhere())),
                pool);
    }

    private static char[] horseAndRider() throws IOException {
        Raster golden =
                ImageIO.read(Starter.shared("images/horse_rider_257.golden.png").toFile())
                        .getData();
        char[] mask = new char[golden.getWidth() * golden.getHeight()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] =
                    (char) (golden.getSample(i % golden.getWidth(), i / golden.getWidth(), 0) / 10);
        }
        return mask;
    }

    private EngineFactory golden(char[] mask) {
        return factory(
                new WithGolden(
                        Starter.model(),
                        () ->
                                List.of(
                                        new GoldenImage(
                                                "horse.ppm",
                                                Starter.photograph("horse_rider_257.jpg"),
                                                mask))));
    }

    private EngineFactory factory() {
        return factory(Starter.model());
    }

    private EngineFactory factory(Model model) {
        return new EngineFactory(
                new ModelShelf(model),
                runtime,
                new ChoiceMemory(cache.resolve("choices")),
                Starter.withoutRewriting());
    }

    private static GatePolicy policy(double agreement, long latency, Optional<Path> pictures) {
        return new GatePolicy(Mode.ENFORCE, agreement, Duration.ofMillis(latency), pictures);
    }

    private static Map<String, GateCheck> byName(GateVerdict verdict) {
        return verdict.checks().stream()
                .collect(Collectors.toMap(GateCheck::name, Function.identity()));
    }

    private interface GoldenImages {
        List<GoldenImage> read() throws ModelException;
    }

    /** A model that comes with pictures. */
    private record WithGolden(Model model, GoldenImages golden) implements Model {
        @Override
        public ModelDescription description() {
            return model.description();
        }

        @Override
        public String origin() {
            return model.origin();
        }

        @Override
        public List<GoldenImage> goldenImages() throws ModelException {
            return golden.read();
        }

        @Override
        public ModelContent open() throws ModelException {
            return model.open();
        }
    }

    /** Reads the golden's photograph, whatever it is asked for. */
    private static final class Photographs implements ImageSource {
        @Override
        public boolean accepts(URI location) {
            return true;
        }

        @Override
        public ImageSequence open(URI location) {
            throw new AssertionError("One image is read at once");
        }

        @Override
        public Image read(URI location) {
            return Starter.photograph("horse_rider_257.jpg");
        }
    }

    /** Says that a horse (13) is everywhere. */
    private static final class HorsesEverywhere implements Evaluator {
        @Override
        public TruthMask readTruth(
                InputStream in, int width, int height, List<Label> labels, OptionalInt ignored)
                throws IOException {
            assertEquals("read by the test", new String(in.readAllBytes()));
            char[] pixels = new char[width * height];
            Arrays.fill(pixels, (char) 13);
            return new TruthMask(width, height, pixels);
        }

        @Override
        public Evaluation evaluate(List<Label> labels, OptionalInt ignored) {
            throw new AssertionError("It only reads");
        }

        @Override
        public Comparison compare(List<Label> first, List<Label> second) {
            throw new AssertionError("It only reads");
        }
    }
}
