// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.log.Logger;
import org.vitral.model.ModelRepository;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.TfLiteRuntimes;

/** A real segmenter outside of a framework, on the starter model as it is. */
final class TestSegmenter implements AutoCloseable {

    /** What an operator reads: each warning and error, with its values. */
    final List<String> log = new CopyOnWriteArrayList<>();

    final ConfiguredSegmenter segmenter;
    private boolean removed;

    TestSegmenter(
            ModelRepository models,
            Map<String, Object> configuration,
            Map<String, DelegateProvider> delegates) {
        segmenter =
                new ConfiguredSegmenter(
                        models, TfLiteRuntimes.shared(), logger(), configuration(configuration));
        delegates.forEach(
                (name, provider) ->
                        segmenter.bindProvider(provider, Map.of(DelegateProvider.NAME, name)));
        segmenter.activate();
    }

    /** On the plain kernels. */
    static TestSegmenter onCpu() {
        return new TestSegmenter(
                new ModelShelf(Starter.model()), Map.of("delegate", "cpu"), Map.of());
    }

    /** Its model stays in each run until it is let go, and computes nothing. */
    static TestSegmenter held(Hold hold, Map<String, Object> more) {
        Map<String, Object> configuration = new HashMap<>(more);
        configuration.put("delegate", "held");
        return new TestSegmenter(
                new ModelShelf(Starter.model()),
                configuration,
                Map.of("held", TestDelegates.held(hold)));
    }

    void configure(Map<String, Object> other) {
        segmenter.modified(configuration(other));
    }

    void remove() {
        removed = true;
        segmenter.deactivate();
    }

    @Override
    public void close() {
        if (!removed) {
            remove();
        }
    }

    private Logger logger() {
        return (Logger)
                Proxy.newProxyInstance(
                        Logger.class.getClassLoader(),
                        new Class<?>[] {Logger.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("warn")
                                    || method.getName().equals("error")) {
                                log.add(Arrays.deepToString(arguments));
                            }
                            return null;
                        });
    }

    /** The defaults but for some attributes, and without rewriting, so that nothing is kept. */
    private static SegmenterConfiguration configuration(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(Map.of("rewriting", "none", "threads", 1));
        all.putAll(given);
        return (SegmenterConfiguration)
                Proxy.newProxyInstance(
                        SegmenterConfiguration.class.getClassLoader(),
                        new Class<?>[] {SegmenterConfiguration.class},
                        (proxy, method, arguments) ->
                                all.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
