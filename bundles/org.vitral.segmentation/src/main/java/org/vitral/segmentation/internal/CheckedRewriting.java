// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.SegmentationException;
import org.vitral.segmentation.internal.graph.GraphRewriter;
import org.vitral.segmentation.internal.graph.GridResize;
import org.vitral.segmentation.internal.graph.RewrittenModel;
import org.vitral.segmentation.internal.graph.RuleOutcome;

/**
 * Makes engines on models whose graph was made cheaper. When a model meets a delegate for the first
 * time, an engine on the model as it is and one on the rewritten model segment the same picture. If
 * they differ, each rule is tried by itself, and those that do not pass are switched off. What came
 * of it is kept, with the rewritten model: later engines, in other processes, too, begin with it.
 */
final class CheckedRewriting {

    private final GraphRewriter rewriter;
    private final RewritingStore store;

    CheckedRewriting(GraphRewriter rewriter, RewritingStore store) {
        this.rewriter = rewriter;
        this.store = store;
    }

    /** With all rules that there are, and the user's cache. */
    static CheckedRewriting standard() {
        return new CheckedRewriting(GraphRewriter.standard(), RewritingStore.ofUser());
    }

    /**
     * What else a check depends on.
     *
     * @param delegates the delegates, with versions and settings
     * @param runtime the version of TensorFlow Lite
     * @param token what delegates shall know the model as it is by
     */
    record Circumstances(String delegates, String runtime, String token) {}

    /** Makes an engine that owns the content it is given, or throws and leaves it alone. */
    @FunctionalInterface
    interface Maker {
        Engine make(RunnableModel model) throws DelegateRefusal, SegmentationException;
    }

    /**
     * Makes an engine.
     *
     * @param content the model as it is; still open, unless the engine runs on it
     * @throws SegmentationException if a rule is asked for that there is not, or the model is not
     *     what it is said to be
     */
    Engine make(
            ModelDescription model,
            ModelContent content,
            RuleSelection selection,
            Circumstances circumstances,
            Maker maker)
            throws DelegateRefusal, SegmentationException {
        Set<String> wanted = selection.names(rewriter.rules());
        Making making = new Making(model, content, circumstances, maker);
        if (wanted.isEmpty() || refusal(model).isPresent()) {
            return making.asItIs(RewritingVerdict.unchanged());
        }
        RewritingKey key =
                new RewritingKey(
                        model.sha256(),
                        model.output().index(),
                        versioned(wanted),
                        circumstances.delegates(),
                        circumstances.runtime(),
                        Machine.describe());
        Optional<RewritingVerdict> known = store.recall(key);
        if (known.isPresent()) {
            return making.again(key, known.get());
        }
        return selection.checks()
                ? making.firstTime(key, wanted)
                : making.asItIs(RewritingVerdict.unchanged());
    }

    /**
     * Why a model is run as it is, whatever its graph is like: scores can be compared within a
     * tolerance, and indices of classes cannot; and what a rule writes down has one size.
     */
    static Optional<String> refusal(ModelDescription model) {
        if (model.output().kind() == OutputKind.CLASS_INDICES) {
            return Optional.of("The model gives class indices, not scores");
        }
        return model.input().resizable()
                ? Optional.of("The model leaves the size of its input open")
                : Optional.empty();
    }

    /** The rules, with their versions, always in the same order. */
    private String versioned(Set<String> names) {
        return rewriter.rules().stream()
                .filter(rule -> names.contains(rule.name()))
                .map(rule -> rule.name() + " " + rule.version())
                .collect(Collectors.joining(", "));
    }

    /** The making of one engine. */
    private final class Making {
        private final ModelDescription model;
        private final ModelContent content;
        private final Circumstances circumstances;
        private final Maker maker;

        /** Whether a try broke off, which it may not do the next time. */
        private boolean broken;

        Making(
                ModelDescription model,
                ModelContent content,
                Circumstances circumstances,
                Maker maker) {
            this.model = model;
            this.content = content;
            this.circumstances = circumstances;
            this.maker = maker;
        }

        Engine asItIs(RewritingVerdict verdict) throws DelegateRefusal, SegmentationException {
            return maker.make(
                    new RunnableModel(
                            content, ScoreGrid.of(model.output()), verdict, circumstances.token()));
        }

        /** An engine on what was checked before. */
        Engine again(RewritingKey key, RewritingVerdict verdict)
                throws DelegateRefusal, SegmentationException {
            if (verdict.applied().isEmpty()) {
                return asItIs(verdict);
            }
            Arena arena = Arena.ofShared();
            try {
                Optional<MemorySegment> kept = store.model(key, arena);
                MemorySegment bytes =
                        kept.isPresent() ? kept.get() : copy(rewrite(verdict.applied()), arena);
                return make(arena, bytes, verdict);
            } catch (RuntimeException | DelegateRefusal | SegmentationException failure) {
                arena.close();
                throw failure;
            }
        }

        private RewrittenModel rewrite(Set<String> rules) {
            return rewriter.rewrite(
                    content.bytes().asByteBuffer(), model.output().index(), rules::contains);
        }

        private static MemorySegment copy(RewrittenModel rewritten, Arena arena) {
            MemorySegment from = MemorySegment.ofBuffer(rewritten.bytes().orElseThrow());
            return arena.allocate(from.byteSize(), 64).copyFrom(from);
        }

        private Engine make(Arena arena, MemorySegment bytes, RewritingVerdict verdict)
                throws DelegateRefusal, SegmentationException {
            ScoreGrid grid =
                    verdict.droppedResize()
                            .map(resize -> ScoreGrid.of(model.output(), resize))
                            .orElseGet(() -> ScoreGrid.of(model.output()));
            ModelContent rewritten = new ArenaContent(arena, bytes.asReadOnly());
            return maker.make(
                    new RunnableModel(rewritten, grid, verdict, token(verdict.applied())));
        }

        /** Other weights than the model's own: a delegate must not take one for the other. */
        private String token(Set<String> rules) {
            if (circumstances.token().isEmpty()) {
                return "";
            }
            String text = circumstances.token() + ": " + versioned(rules);
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-256")
                                .digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every JVM has SHA-256", impossible);
            }
        }

        /** An engine on what is checked now. */
        Engine firstTime(RewritingKey key, Set<String> wanted)
                throws DelegateRefusal, SegmentationException {
            Set<String> changing = new LinkedHashSet<>();
            RewrittenModel all = rewrite(wanted);
            for (RuleOutcome outcome : all.outcomes()) {
                if (outcome.change().applied()) {
                    changing.add(outcome.rule());
                }
            }
            if (changing.isEmpty()) {
                Engine unchanged = asItIs(RewritingVerdict.unchanged());
                remember(key, RewritingVerdict.unchanged(), Optional.empty());
                return unchanged;
            }
            try (Comparison comparison = new Comparison(model, reference())) {
                Attempt best = attempt(all, changing, comparison);
                Map<String, String> refused = new TreeMap<>();
                if (best.engine().isEmpty()) {
                    best = oneByOne(changing, best, refused, comparison);
                }
                RewritingVerdict verdict =
                        new RewritingVerdict(best.rules(), refused, best.droppedResize());
                remember(key, verdict, best.bytes());
                if (best.engine().isPresent()) {
                    best.engine().get().explain(verdict);
                    return best.engine().get();
                }
                return asItIs(verdict);
            }
        }

        /** An engine on the model as it is, which does not own it. */
        private Engine reference() throws DelegateRefusal, SegmentationException {
            return maker.make(
                    new RunnableModel(
                            new Borrowed(content.bytes()),
                            ScoreGrid.of(model.output()),
                            RewritingVerdict.unchanged(),
                            ""));
        }

        /** Adds rule to rule, as long as the result passes. */
        private Attempt oneByOne(
                Set<String> changing,
                Attempt all,
                Map<String, String> refused,
                Comparison comparison) {
            if (changing.size() == 1) {
                refused.put(changing.iterator().next(), all.reason());
                return Attempt.failed("");
            }
            Attempt best = Attempt.failed("");
            for (String rule : changing) {
                Set<String> more = new LinkedHashSet<>(best.rules());
                more.add(rule);
                Attempt next = attempt(rewrite(more), more, comparison);
                if (next.engine().isPresent()) {
                    best.engine().ifPresent(Engine::retire);
                    best = next;
                } else {
                    refused.put(rule, next.reason());
                }
            }
            return best;
        }

        private Attempt attempt(
                RewrittenModel rewritten, Set<String> rules, Comparison comparison) {
            RewritingVerdict verdict =
                    new RewritingVerdict(rules, Map.of(), rewritten.droppedResize());
            Arena arena = Arena.ofShared();
            Engine engine = null;
            try {
                engine = make(arena, copy(rewritten, arena), verdict);
                RewritingCheck check = comparison.of(engine);
                if (check.passed()) {
                    return new Attempt(
                            Optional.of(engine),
                            rules,
                            rewritten.droppedResize(),
                            rewritten.bytes(),
                            "");
                }
                engine.retire();
                return Attempt.failed(check.toString());
            } catch (RuntimeException | DelegateRefusal | SegmentationException failure) {
                if (engine == null) {
                    arena.close();
                } else {
                    engine.retire();
                }
                broken = true;
                return Attempt.failed(String.valueOf(failure.getMessage()));
            }
        }

        private void remember(
                RewritingKey key, RewritingVerdict verdict, Optional<ByteBuffer> bytes) {
            if (broken) {
                return;
            }
            try {
                store.remember(key, verdict, bytes);
            } catch (IOException | RuntimeException unwritable) {
                // The cache is a convenience: the next process checks again.
            }
        }
    }

    /**
     * What came of a try.
     *
     * @param engine on the rewritten model, where it passed
     * @param rules those that were applied, where it passed
     * @param reason why it did not pass
     */
    private record Attempt(
            Optional<Engine> engine,
            Set<String> rules,
            Optional<GridResize> droppedResize,
            Optional<ByteBuffer> bytes,
            String reason) {

        static Attempt failed(String reason) {
            return new Attempt(
                    Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), reason);
        }
    }

    /** The bytes of a model that somebody else owns. */
    private record Borrowed(MemorySegment bytes) implements ModelContent {
        @Override
        public void close() {
            // Its owner closes it.
        }
    }

    /** What the model as it is sees in a picture, to compare with. Owns the engine. */
    private static final class Comparison implements AutoCloseable {
        private final Engine reference;
        private final Image picture;
        private final MemoryPool pool = new MemoryPool();
        private ModelSegmentation expected;

        Comparison(ModelDescription model, Engine reference) {
            this.reference = reference;
            this.picture = SyntheticPicture.of(model.input().width(), model.input().height());
        }

        RewritingCheck of(Engine rewritten) throws SegmentationException {
            Region whole = new Region(0, 0, picture.width(), picture.height());
            if (expected == null) {
                expected = reference.segment(picture, whole, pool);
            }
            try (ModelSegmentation seen = rewritten.segment(picture, whole, pool)) {
                return RewritingCheck.of(expected.scores(), seen.scores());
            }
        }

        @Override
        public void close() {
            if (expected != null) {
                expected.close();
            }
            reference.retire();
            picture.close();
            pool.close();
        }
    }
}
