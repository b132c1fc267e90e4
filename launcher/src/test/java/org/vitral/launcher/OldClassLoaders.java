// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The class loaders that bundles have had: each must go when its bundle has another one. */
final class OldClassLoaders {

    private record Loader(String bundle, WeakReference<ClassLoader> reference) {}

    private final List<Loader> loaders = new ArrayList<>();
    private int gone;

    /** Notes the class loaders that bundles have now. */
    void add(Collection<Bundle> bundles) {
        for (Bundle bundle : bundles) {
            ClassLoader loader = current(bundle);
            if (loader != null && loaders.stream().noneMatch(one -> is(one, loader))) {
                loaders.add(new Loader(bundle.getSymbolicName(), new WeakReference<>(loader)));
            }
        }
    }

    /** How many have gone. */
    int gone() {
        return gone;
    }

    /**
     * Collects garbage until all are gone but those that these bundles have now.
     *
     * @return the names of the bundles whose old class loaders are there after that time
     */
    List<String> awaitGone(Collection<Bundle> bundles, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> left;
        do {
            System.gc();
            left = left(bundles);
        } while (!left.isEmpty() && System.nanoTime() < deadline);
        int before = loaders.size();
        loaders.removeIf(one -> one.reference.refersTo(null));
        gone += before - loaders.size();
        return left;
    }

    private List<String> left(Collection<Bundle> bundles) {
        List<ClassLoader> now =
                bundles.stream().map(OldClassLoaders::current).filter(Objects::nonNull).toList();
        return loaders.stream()
                .filter(one -> !one.reference.refersTo(null))
                .filter(one -> now.stream().noneMatch(loader -> is(one, loader)))
                .map(Loader::bundle)
                .toList();
    }

    private static ClassLoader current(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null ? null : wiring.getClassLoader();
    }

    private static boolean is(Loader one, ClassLoader loader) {
        return one.reference.refersTo(loader);
    }
}
