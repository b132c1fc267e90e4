// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.evaluation.Evaluator;
import org.vitral.evaluation.TruthMask;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.GoldenImage;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.GateCheck;
import org.vitral.segmentation.GateVerdict;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * Looks at an engine before it serves: has it segment pictures, and compares what it sees with what
 * the same model sees on the plain CPU kernels, and with masks that an operator expects.
 */
final class Gate {

    /** So many runs are enough for a median. */
    private static final int TIMED_RUNS = 5;

    private final EngineFactory factory;
    private final TfLiteRuntime runtime;
    private final ReferenceMasks references;
    private final GatePictures pictures;
    private final MemoryPool pool;

    Gate(
            EngineFactory factory,
            TfLiteRuntime runtime,
            ReferenceMasks references,
            GatePictures pictures,
            MemoryPool pool) {
        this.factory = factory;
        this.runtime = runtime;
        this.references = references;
        this.pictures = pictures;
        this.pool = pool;
    }

    /**
     * Has an engine do once what takes longer the first time.
     *
     * @throws SegmentationException if it fails
     */
    void warmUp(Engine engine) throws SegmentationException {
        ModelDescription model = engine.identity().model();
        try (Image picture = SyntheticPicture.of(model.input().width(), model.input().height())) {
            segment(engine, picture).close();
        }
    }

    /**
     * Looks at an engine.
     *
     * @throws SegmentationException if it fails on a picture
     */
    GateVerdict examine(Engine engine, EngineRequest request, GatePolicy policy)
            throws SegmentationException {
        Examination examination = new Examination(engine, request, policy);
        engine.spoilOutput();
        List<GateCheck> checks = new ArrayList<>();
        try {
            for (GatePicture picture : pictures.in(golden(request), policy.pictures())) {
                examination.look(picture);
            }
            examination.conclude(checks);
        } catch (GatePictureException unreadable) {
            checks.add(new GateCheck("pictures", false, unreadable.getMessage()));
        } finally {
            examination.close();
        }
        if (policy.latency().isPositive()) {
            checks.add(latency(engine, policy.latency()));
        }
        return new GateVerdict(policy.mode().word(), examination.seen, checks);
    }

    private List<GoldenImage> golden(EngineRequest request) throws GatePictureException {
        try {
            return factory.goldenImages(request);
        } catch (SegmentationException unreadable) {
            throw new GatePictureException(unreadable.getMessage(), unreadable);
        }
    }

    private ModelSegmentation segment(Engine engine, Image picture) throws SegmentationException {
        Region whole = new Region(0, 0, picture.uprightWidth(), picture.uprightHeight());
        return engine.segment(picture, whole, pool);
    }

    private GateCheck latency(Engine engine, Duration budget) throws SegmentationException {
        ModelDescription model = engine.identity().model();
        EngineRecord record = new EngineRecord();
        try (Image picture = SyntheticPicture.of(model.input().width(), model.input().height())) {
            for (int run = 0; run < TIMED_RUNS; run++) {
                try (ModelSegmentation seen = segment(engine, picture)) {
                    record.succeeded(seen.timings().invoke().toNanos());
                }
            }
        }
        Duration median = record.median(1).orElseThrow();
        return new GateCheck(
                "latency",
                median.compareTo(budget) <= 0,
                "A run takes %.1f ms, and %d ms are allowed."
                        .formatted(median.toNanos() / 1e6, budget.toMillis()));
    }

    /** One engine, while it is looked at. */
    private final class Examination implements AutoCloseable {
        private final Engine engine;
        private final EngineRequest request;
        private final GatePolicy policy;

        /** On the plain kernels, where it had to be made. */
        private Engine reference;

        /** Why there is no reference; empty where there is. */
        private String withoutReference = "";

        private int seen;
        private String broken = "";
        private boolean constant = true;
        private double leastAgreement = 1;
        private String leastAgreeing = "";
        private int masks;
        private double leastMatch = 1;
        private String leastMatching = "";

        Examination(Engine engine, EngineRequest request, GatePolicy policy) {
            this.engine = engine;
            this.request = request;
            this.policy = policy;
        }

        void look(GatePicture picture) throws SegmentationException, GatePictureException {
            ModelDescription model = engine.identity().model();
            try (GatePicture.Opened opened = picture.open(model);
                    ModelSegmentation result = segment(engine, opened.image())) {
                seen++;
                if (!areNumbers(result.scores())) {
                    broken = picture.name();
                    return;
                }
                constant &= ReferenceMask.of(result.scores()).isConstant();
                expected(opened).ifPresent(mask -> compare(mask, result, picture));
                opened.truth().ifPresent(truth -> compare(truth, result, picture));
            }
        }

        private void compare(ReferenceMask expected, ModelSegmentation result, GatePicture with) {
            constant &=
                    model().output().kind() != OutputKind.CLASS_INDICES || !expected.isConstant();
            double agreement = expected.agreement(result.scores());
            if (leastAgreeing.isEmpty() || agreement < leastAgreement) {
                leastAgreement = agreement;
                leastAgreeing = with.name();
            }
        }

        private void compare(TruthMask expected, ModelSegmentation result, GatePicture with) {
            masks++;
            double match = match(expected, result.categoryMask());
            if (leastMatching.isEmpty() || match < leastMatch) {
                leastMatch = match;
                leastMatching = with.name();
            }
        }

        private ModelDescription model() {
            return engine.identity().model();
        }

        /** What the reference sees, by memory or by a look. */
        private Optional<ReferenceMask> expected(GatePicture.Opened picture) {
            ModelDescription model = model();
            ReferenceMasks.Key key =
                    new ReferenceMasks.Key(
                            model.sha256(),
                            model.output().index(),
                            picture.identity(),
                            runtime.version(),
                            model.output().width(),
                            model.output().height());
            Optional<ReferenceMask> known = references.recall(key);
            if (known.isPresent() || !withoutReference.isEmpty()) {
                return known;
            }
            try {
                if (reference == null) {
                    reference = factory.trial(request, DelegateCandidate.CPU);
                    reference.spoilOutput();
                }
                try (ModelSegmentation result = segment(reference, picture.image())) {
                    ReferenceMask mask = ReferenceMask.of(result.scores());
                    references.remember(key, mask);
                    return Optional.of(mask);
                }
            } catch (SegmentationException | RuntimeException refused) {
                withoutReference = String.valueOf(refused.getMessage());
                return Optional.empty();
            }
        }

        void conclude(List<GateCheck> checks) {
            checks.add(
                    new GateCheck(
                            "numbers",
                            broken.isEmpty(),
                            broken.isEmpty()
                                    ? "All scores are finite numbers."
                                    : "On %s it gives NaN or infinity.".formatted(broken)));
            if (!broken.isEmpty()) {
                return;
            }
            checks.add(
                    new GateCheck(
                            "constant",
                            !constant,
                            constant
                                    ? "It says the same in all places of all pictures."
                                    : "It tells places apart."));
            checks.add(agreement());
            if (masks > 0) {
                checks.add(
                        new GateCheck(
                                "masks",
                                leastMatch >= policy.agreement(),
                                "Of %s, which is the worst of %d with a mask, %.2f %% are as expected, and %.2f %% must be."
                                        .formatted(
                                                leastMatching,
                                                masks,
                                                100 * leastMatch,
                                                100 * policy.agreement())));
            }
        }

        private GateCheck agreement() {
            if (leastAgreeing.isEmpty()) {
                return new GateCheck(
                        "agreement", true, "There is nothing to compare with: " + withoutReference);
            }
            return new GateCheck(
                    "agreement",
                    leastAgreement >= policy.agreement(),
                    "On %s, the worst of %d, it agrees with the plain CPU kernels in %.2f %% of the places, and %.2f %% must be."
                            .formatted(
                                    leastAgreeing,
                                    seen,
                                    100 * leastAgreement,
                                    100 * policy.agreement()));
        }

        @Override
        public void close() {
            if (reference != null) {
                reference.retire();
            }
        }
    }

    private static boolean areNumbers(Scores scores) {
        float[] row = new float[scores.grid().width() * scores.channels()];
        for (int y = 0; y < scores.grid().height(); y++) {
            scores.readRow(y, row);
            for (float score : row) {
                if (!Float.isFinite(score)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The share of the pixels that are judged and have the class that is expected. */
    private static double match(TruthMask expected, CategoryMask mask) {
        long judged = 0;
        long same = 0;
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                int label = expected.label(x, y);
                if (label != Evaluator.VOC_IGNORE) {
                    judged++;
                    same += label == mask.label(x, y) ? 1 : 0;
                }
            }
        }
        return judged == 0 ? 1 : (double) same / judged;
    }
}
