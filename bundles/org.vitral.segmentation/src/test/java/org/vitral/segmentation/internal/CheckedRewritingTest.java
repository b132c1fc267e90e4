// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vitral.delegate.xnnpack.internal.XnnpackDelegateProvider;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.internal.graph.CountedRule;
import org.vitral.segmentation.internal.graph.GraphRewriter;
import org.vitral.segmentation.internal.graph.GraphRule;
import org.vitral.segmentation.internal.graph.WrongRule;
import org.vitral.tflite.runtime.TfLiteRuntimes;

class CheckedRewritingTest {

    private static final String BOTH = "grid-scores,image-branch";
    private static final String WITH = "deeplabv3.tflite";
    private static final String WITHOUT = "deeplabv3_without_metadata.tflite";

    @TempDir private Path cache;

    private final MemoryPool pool = new MemoryPool();

    static Stream<Arguments> engines() {
        List<Arguments> all = new ArrayList<>();
        for (String file : List.of(WITH, WITHOUT)) {
            for (String rules : List.of("none", "grid-scores", "image-branch", "all")) {
                all.add(Arguments.of(file, "cpu", 2, rules));
                all.add(Arguments.of(file, "xnnpack", 1, rules));
                all.add(Arguments.of(file, "xnnpack", 4, rules));
            }
        }
        return all.stream();
    }

    /** Here, and not within a test: one that expects an exception would see the skip as one. */
    @BeforeEach
    void needsTheStarterModel() {
        Starter.model();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theMaskEqualsTheGoldenOneInEveryPixelWithAndWithoutEachRule(
            String file, String delegate, int threads, String rules) throws Exception {
        Engine engine = engine(GraphRewriter.standard().rules(), file, delegate, threads, rules);
        String expected = rules.equals("all") ? BOTH : rules.equals("none") ? "" : rules;
        assertEquals(Map.of(), engine.rewriting().refused());
        assertEquals(
                expected,
                String.join(",", engine.rewriting().applied().stream().sorted().toList()));
        assertGolden(engine);
        engine.retire();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cats_and_dogs.jpg", "pascal.jpg", "portrait.jpg", "sparrow.png"})
    void atTheSizeOfTheModelItGivesWhatTheUnmodifiedModelGives(String photograph) throws Exception {
        Engine unmodified = engine(GraphRewriter.standard().rules(), WITH, "xnnpack", 2, "none");
        Engine rewritten = engine(GraphRewriter.standard().rules(), WITH, "xnnpack", 2, "all");
        try (Image image = Starter.photograph(photograph);
                ModelSegmentation expected = segment(unmodified, image);
                ModelSegmentation seen = segment(rewritten, image)) {
            CategoryMask mask = seen.categoryMask(Starter.SIZE, Starter.SIZE);
            CategoryMask other = expected.categoryMask(Starter.SIZE, Starter.SIZE);
            int differences = 0;
            for (int y = 0; y < Starter.SIZE; y++) {
                for (int x = 0; x < Starter.SIZE; x++) {
                    differences += mask.label(x, y) == other.label(x, y) ? 0 : 1;
                }
            }
            // One in ten thousand of 66,049.
            assertTrue(differences <= 6, differences + " differences");
            for (int label = 0; label < 21; label++) {
                assertClose(expected.confidenceMask(label), seen.confidenceMask(label));
                assertClose(expected.scores(label), seen.scores(label));
            }
        } finally {
            unmodified.retire();
            rewritten.retire();
        }
    }

    private static void assertClose(ConfidenceMask expected, ConfidenceMask seen) {
        for (int y = 0; y < expected.height(); y++) {
            for (int x = 0; x < expected.width(); x++) {
                assertEquals(expected.value(x, y), seen.value(x, y), 1e-4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "horse_rider_257.jpg, 257, 257",
        "horse_rider_257.jpg, 640, 480",
        "cats_and_dogs.jpg, 1200, 600",
        "pascal.jpg, 1920, 1080",
        "portrait.jpg, 100, 75",
        "sparrow.png, 20, 31",
    })
    void atAnySizeTheMaskOfAPhotographEqualsTheReference(String photograph, int width, int height)
            throws Exception {
        for (String rules : List.of("none", "all")) {
            Engine engine = engine(GraphRewriter.standard().rules(), WITH, "xnnpack", 2, rules);
            try (Image image = Starter.photograph(photograph);
                    ModelSegmentation seen = segment(engine, image)) {
                CategoryMask mask = seen.categoryMask(width, height);
                BruteForce reference = new BruteForce(seen.scores());
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        double[] all = reference.at(x, y, width, height);
                        assertEquals(BruteForce.highest(all), mask.label(x, y), x + ", " + y);
                    }
                }
            } finally {
                engine.retire();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aRuleThatGivesWrongResultsIsSwitchedOffAndTheOthersStay(int place) throws Exception {
        List<GraphRule> rules = new ArrayList<>(GraphRewriter.standard().rules());
        rules.add(place, new WrongRule());
        Engine engine = engine(rules, WITH, "xnnpack", 2, "all");
        assertEquals(Set.of("grid-scores", "image-branch"), engine.rewriting().applied());
        assertEquals(Set.of("wrong"), engine.rewriting().refused().keySet());
        String reason = engine.rewriting().refused().get("wrong");
        assertTrue(reason.contains("scores differ by at most"), reason);
        assertGolden(engine);
        engine.retire();
        Engine later = engine(rules, WITH, "xnnpack", 2, "all");
        assertEquals(engine.rewriting(), later.rewriting());
        assertGolden(later);
        later.retire();
    }

    @Test
    void aWrongRuleAloneLeavesTheModelAsItIs() throws Exception {
        Engine engine = engine(List.of(new WrongRule()), WITH, "xnnpack", 1, "all");
        assertEquals(Set.of(), engine.rewriting().applied());
        assertEquals(Set.of("wrong"), engine.rewriting().refused().keySet());
        assertGolden(engine);
        engine.retire();
    }

    @Test
    void whatWasCheckedIsNeitherRewrittenNorCheckedAgain() throws Exception {
        AtomicInteger applied = new AtomicInteger();
        List<GraphRule> rules = counted(applied);
        engine(rules, WITH, "xnnpack", 1, "all").retire();
        int first = applied.get();
        assertTrue(first > 0);
        Engine again = engine(rules, WITH, "xnnpack", 1, "all");
        assertEquals(first, applied.get());
        assertEquals(Set.of("grid-scores", "image-branch"), again.rewriting().applied());
        assertGolden(again);
        again.retire();
        // Another delegate computes in another way.
        engine(rules, WITH, "cpu", 2, "all").retire();
        assertTrue(applied.get() > first);
    }

    @Test
    void aKeptModelThatWasDamagedIsRewrittenAgain() throws Exception {
        AtomicInteger applied = new AtomicInteger();
        engine(counted(applied), WITH, "xnnpack", 1, "all").retire();
        int first = applied.get();
        Path kept = only(".tflite");
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kept, bytes);
        Engine again = engine(counted(applied), WITH, "xnnpack", 1, "all");
        assertEquals(first + 2, applied.get());
        assertGolden(again);
        again.retire();
    }

    @Test
    void aVerdictThatWasDamagedCountsForNothing() throws Exception {
        AtomicInteger applied = new AtomicInteger();
        engine(counted(applied), WITH, "xnnpack", 1, "all").retire();
        int first = applied.get();
        Path kept = only(".properties");
        Files.writeString(kept, Files.readString(kept).replaceAll("resize=.*", "resize=a b c d"));
        engine(counted(applied), WITH, "xnnpack", 1, "all").retire();
        assertTrue(applied.get() > first);
    }

    @Test
    void aCacheThatCannotBeWrittenCostsNothingButTime() throws Exception {
        Path file = Files.writeString(cache.resolve("file"), "no folder");
        cache = file;
        Engine engine = engine(GraphRewriter.standard().rules(), WITH, "xnnpack", 1, "all");
        assertEquals(Set.of("grid-scores", "image-branch"), engine.rewriting().applied());
        engine.retire();
    }

    @Test
    void anEngineThatIsWantedAtOnceIsMadeOfTheModelAsItIsUnlessItWasCheckedBefore()
            throws Exception {
        RuleSelection atOnce = RuleSelection.ALL.atOnce();
        List<GraphRule> rules = GraphRewriter.standard().rules();
        Engine hurried = engine(rules, WITH, "xnnpack", 1, atOnce);
        assertEquals(Set.of(), hurried.rewriting().applied());
        hurried.retire();
        engine(rules, WITH, "xnnpack", 1, "all").retire();
        Engine later = engine(rules, WITH, "xnnpack", 1, atOnce);
        assertEquals(Set.of("grid-scores", "image-branch"), later.rewriting().applied());
        later.retire();
    }

    @Test
    void aRuleThatThereIsNotIsRefusedWithThoseThatThereAre() {
        SegmentationException refusal =
                assertThrows(
                        SegmentationException.class,
                        () ->
                                engine(
                                        GraphRewriter.standard().rules(),
                                        WITH,
                                        "cpu",
                                        1,
                                        "grid-scores, folding"));
        assertEquals(
                "There is no rewriting rule \"folding\"; there are: all, none, grid-scores, image-branch",
                refusal.getMessage());
    }

    private static List<GraphRule> counted(AtomicInteger applied) {
        return GraphRewriter.standard().rules().stream()
                .map(rule -> (GraphRule) new CountedRule(rule, applied))
                .toList();
    }

    private Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
        }
    }

    private Engine engine(
            List<GraphRule> rules, String file, String delegate, int threads, String selection)
            throws SegmentationException {
        return engine(rules, file, delegate, threads, new RuleSelection(selection));
    }

    /** As in a process of its own: only the cache knows what came before. */
    private Engine engine(
            List<GraphRule> rules,
            String file,
            String delegate,
            int threads,
            RuleSelection selection)
            throws SegmentationException {
        EngineFactory factory =
                new EngineFactory(
                        new ModelShelf(Starter.model("model", Starter.shared("models/" + file))),
                        TfLiteRuntimes.shared(),
                        new ChoiceMemory(cache),
                        new CheckedRewriting(new GraphRewriter(rules), new RewritingStore(cache)));
        return factory.make(
                new EngineRequest("model", delegate, threads).with(selection),
                List.of(new DelegateCandidate("xnnpack", new XnnpackDelegateProvider(), 0, 1, "")),
                1);
    }

    private ModelSegmentation segment(Engine engine, Image image) throws SegmentationException {
        return engine.segment(image, new Region(0, 0, image.width(), image.height()), pool);
    }

    private void assertGolden(Engine engine) throws Exception {
        Raster golden =
                ImageIO.read(Starter.shared("images/horse_rider_257.golden.png").toFile())
                        .getRaster();
        try (Image image = Starter.photograph("horse_rider_257.jpg");
                ModelSegmentation seen = segment(engine, image)) {
            CategoryMask mask = seen.categoryMask();
            int differences = 0;
            for (int y = 0; y < mask.height(); y++) {
                for (int x = 0; x < mask.width(); x++) {
                    differences += golden.getSample(x, y, 0) == mask.label(x, y) * 10 ? 0 : 1;
                }
            }
            assertEquals(0, differences);
        }
    }
}
