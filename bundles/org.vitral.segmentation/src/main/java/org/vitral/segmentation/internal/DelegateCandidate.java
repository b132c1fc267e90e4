// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Constants;
import org.tensorflow.lite.Delegate;
import org.vitral.segmentation.Delegates;
import org.vitral.tflite.runtime.DelegateOptions;
import org.vitral.tflite.runtime.DelegateProbe;
import org.vitral.tflite.runtime.DelegateProvider;
import org.vitral.tflite.runtime.PlainKernels;
import org.vitral.tflite.runtime.TfLiteRuntime;

/**
 * A delegate provider that is installed. The preferred one comes first: the one with the highest
 * ranking, among equals the one that has been here longest.
 *
 * @param settings its service properties but those that say nothing of what it does: two providers
 *     of one name, version and settings make the same delegate
 */
record DelegateCandidate(
        String name, DelegateProvider provider, int ranking, long id, String settings)
        implements Comparable<DelegateCandidate> {

    /** TensorFlow Lite's own kernels, which are there whatever is installed. */
    static final DelegateCandidate CPU =
            new DelegateCandidate(Delegates.CPU, new Plain(), Integer.MIN_VALUE, 0, "{}");

    private static final Comparator<DelegateCandidate> BY_PREFERENCE =
            Comparator.comparingInt(DelegateCandidate::ranking)
                    .reversed()
                    .thenComparingLong(DelegateCandidate::id);

    /** What differs between two registrations of the same service. */
    private static final Set<String> BOOKKEEPING =
            Set.of(
                    Constants.OBJECTCLASS,
                    Constants.SERVICE_ID,
                    Constants.SERVICE_BUNDLEID,
                    Constants.SERVICE_SCOPE,
                    Constants.SERVICE_RANKING,
                    DelegateProvider.NAME,
                    "component.id",
                    "component.name");

    /** A candidate out of a service and its properties. */
    static DelegateCandidate of(DelegateProvider provider, Map<String, ?> properties) {
        return new DelegateCandidate(
                String.valueOf(properties.get(DelegateProvider.NAME)),
                provider,
                properties.get(Constants.SERVICE_RANKING) instanceof Integer rank ? rank : 0,
                properties.get(Constants.SERVICE_ID) instanceof Long id ? id : 0,
                settings(properties));
    }

    private static String settings(Map<String, ?> properties) {
        Map<String, String> settings = new TreeMap<>();
        properties.forEach(
                (key, value) -> {
                    if (!BOOKKEEPING.contains(key) && !key.startsWith("osgi.ds.")) {
                        String text = Arrays.deepToString(new Object[] {value});
                        settings.put(key, text.substring(1, text.length() - 1));
                    }
                });
        return settings.toString();
    }

    /** Whether it works here; a provider that throws does not. */
    DelegateProbe probe(TfLiteRuntime runtime) {
        try {
            return provider.probe(runtime);
        } catch (RuntimeException | LinkageError failure) {
            return DelegateProbe.unavailable("Its probe failed: " + failure);
        }
    }

    /** The version of what it runs on; empty where it does not tell. */
    String version(TfLiteRuntime runtime) {
        try {
            return provider.version(runtime);
        } catch (RuntimeException | LinkageError failure) {
            return "";
        }
    }

    /**
     * Makes the delegate.
     *
     * @throws DelegateRefusal if its provider cannot
     */
    Delegate create(TfLiteRuntime runtime, DelegateOptions options) throws DelegateRefusal {
        try {
            Delegate made = provider.create(runtime, options);
            if (made == null) {
                throw new IllegalStateException("its provider made none and did not say why");
            }
            return made;
        } catch (IllegalStateException failure) {
            throw DelegateRefusal.of(name, failure.getMessage(), failure);
        } catch (RuntimeException | LinkageError failure) {
            throw DelegateRefusal.of(name, "its provider failed: " + failure, failure);
        }
    }

    /**
     * The candidates but {@link #CPU}, one of each name: the preferred one that works here.
     *
     * @param rejections gets why there is none of a name
     */
    static List<DelegateCandidate> working(
            List<DelegateCandidate> candidates,
            TfLiteRuntime runtime,
            Map<String, String> rejections) {
        Map<String, DelegateCandidate> working = new LinkedHashMap<>();
        for (DelegateCandidate candidate : candidates) {
            if (candidate.name().equals(Delegates.CPU) || working.containsKey(candidate.name())) {
                continue;
            }
            DelegateProbe probe = candidate.probe(runtime);
            if (probe.available()) {
                working.put(candidate.name(), candidate);
            } else {
                rejections.put(candidate.name(), probe.reason());
            }
        }
        rejections.keySet().removeAll(working.keySet());
        return List.copyOf(working.values());
    }

    @Override
    public int compareTo(DelegateCandidate other) {
        return BY_PREFERENCE.compare(this, other);
    }

    private static final class Plain implements DelegateProvider {
        @Override
        public String description() {
            return "TensorFlow Lite's plain CPU kernels";
        }

        @Override
        public String version(TfLiteRuntime runtime) {
            return runtime.version();
        }

        @Override
        public DelegateProbe probe(TfLiteRuntime runtime) {
            return DelegateProbe.AVAILABLE;
        }

        @Override
        public Delegate create(TfLiteRuntime runtime, DelegateOptions options) {
            return new PlainKernels();
        }
    }
}
