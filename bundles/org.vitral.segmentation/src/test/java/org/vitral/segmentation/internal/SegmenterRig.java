// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Constants;
import org.osgi.service.log.Logger;
import org.vitral.image.Image;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** A segmenter on the real library, with a configuration, delegates and models that a test sets. */
final class SegmenterRig implements AutoCloseable {

    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> errors = new CopyOnWriteArrayList<>();
    final ModelShelf shelf;
    final ConfiguredSegmenter segmenter;

    private final Map<String, Object> given = new HashMap<>();

    SegmenterRig(ModelShelf shelf, Map<String, Object> configuration) {
        this(shelf, configuration, List.of());
    }

    SegmenterRig(
            ModelShelf shelf,
            Map<String, Object> configuration,
            List<DelegateCandidate> candidates) {
        this.shelf = shelf;
        given.putAll(configuration);
        segmenter =
                new ConfiguredSegmenter(
                        shelf, TfLiteRuntimes.shared(), logger(), configuration(given));
        candidates.forEach(this::bind);
        segmenter.activate();
    }

    /** On the plain kernels alone, and the model as it is. */
    static SegmenterRig onCpu() {
        return new SegmenterRig(
                new ModelShelf(Starter.model()),
                Map.of("delegate", "cpu", "threads", 1, "rewriting", "none", "gate", "off"));
    }

    /** Its model stays in each run until it is let go, and computes nothing. */
    static SegmenterRig held(Hold hold, Map<String, Object> more) {
        Map<String, Object> configuration =
                new HashMap<>(
                        Map.of(
                                "delegate",
                                "held",
                                "threads",
                                1,
                                "rewriting",
                                "none",
                                "gate",
                                "off"));
        configuration.putAll(more);
        return new SegmenterRig(
                new ModelShelf(Starter.model()), configuration, List.of(TestDelegates.held(hold)));
    }

    void bind(DelegateCandidate candidate) {
        segmenter.bindProvider(candidate.provider(), properties(candidate, candidate.ranking()));
    }

    void rank(DelegateCandidate candidate, int ranking) {
        segmenter.updatedProvider(candidate.provider(), properties(candidate, ranking));
    }

    void unbind(DelegateCandidate candidate) {
        segmenter.unbindProvider(candidate.provider());
    }

    private static Map<String, Object> properties(DelegateCandidate candidate, int ranking) {
        return Map.of(
                DelegateProvider.NAME,
                candidate.name(),
                Constants.SERVICE_RANKING,
                ranking,
                Constants.SERVICE_ID,
                candidate.id());
    }

    /** Changes some attributes of the configuration. */
    void configure(Map<String, Object> changed) {
        given.putAll(changed);
        segmenter.modified(configuration(new HashMap<>(given)));
    }

    /** The generation that segments the golden's photograph. */
    long generation() throws Exception {
        try (Image image = Starter.photograph("horse_rider_257.jpg");
                Segmentation seen = segmenter.segment(image)) {
            return seen.generation();
        }
    }

    /** The mask of the golden's photograph at the model's size. */
    byte[] mask() throws Exception {
        try (Image image = Starter.photograph("horse_rider_257.jpg");
                Segmentation seen = segmenter.segment(image)) {
            CategoryMask mask = seen.categoryMask(seen.modelWidth(), seen.modelHeight());
            return mask.toBytes();
        }
    }

    private Logger logger() {
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "warn" -> warnings.add(Arrays.deepToString(arguments));
                                case "error" -> errors.add(Arrays.deepToString(arguments));
                                default -> {
                                    // Not what these tests are about.
                                }
                            }
                            return null;
                        });
    }

    /** The defaults but for some attributes. */
    private static SegmenterConfiguration configuration(Map<String, Object> given) {
        return (SegmenterConfiguration)
                Proxy.newProxyInstance(
                        SegmenterConfiguration.class.getClassLoader(),
                        new Class<?>[] {SegmenterConfiguration.class},
                        (proxy, method, arguments) ->
                                given.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Override
    public void close() {
        segmenter.deactivate();
    }
}
