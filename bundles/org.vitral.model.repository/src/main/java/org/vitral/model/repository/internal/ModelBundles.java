// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.vitral.model.ModelException;
import org.vitral.model.ModelSignature;
import org.vitral.model.RejectedModel;

/**
 * The models in the started bundles that provide the capability {@code org.vitral.model}. Such a
 * bundle carries {@code model.json}, the label map and the file that it names; it needs no code. A
 * bundle that is not usable is reported and left out.
 */
final class ModelBundles implements BundleTrackerCustomizer<ModelBundles.Tracked>, AutoCloseable {
    /** The namespace of the capability. */
    static final String NAMESPACE = "org.vitral.model";

    /** One stay of a bundle, from its start to its stop. */
    static final class Tracked {
        private boolean gone;
    }

    private final OfferedModels offered;
    private final VerifiedChecksums verified;
    private final Consumer<String> warnings;
    private final Map<Long, List<RejectedModel>> rejected = new ConcurrentSkipListMap<>();
    private final BundleTracker<Tracked> tracker;
    private volatile SignaturePolicy policy;

    ModelBundles(
            BundleContext context,
            OfferedModels offered,
            SignaturePolicy policy,
            VerifiedChecksums verified,
            Consumer<String> warnings) {
        this.offered = offered;
        this.policy = policy;
        this.verified = verified;
        this.warnings = warnings;
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
        tracker.open();
    }

    /** The bundles that promise a model and do not offer it. */
    List<RejectedModel> rejected() {
        return rejected.values().stream().flatMap(List::stream).toList();
    }

    /**
     * From now on this decides which bundles may be used; those that are here are checked again.
     */
    void use(SignaturePolicy other) {
        policy = other;
        tracker.getTracked().forEach(this::offer);
    }

    @Override
    public Tracked addingBundle(Bundle bundle, BundleEvent event) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || revision.getDeclaredCapabilities(NAMESPACE).isEmpty()) {
            return null;
        }
        Tracked tracked = new Tracked();
        offer(bundle, tracked);
        return tracked;
    }

    private void offer(Bundle bundle, Tracked tracked) {
        List<FoundModel> models = new ArrayList<>();
        List<RejectedModel> broken = new ArrayList<>();
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return;
        }
        for (BundleCapability capability : revision.getDeclaredCapabilities(NAMESPACE)) {
            try {
                models.add(model(bundle, revision, capability.getAttributes()));
            } catch (ModelException e) {
                broken.add(new RejectedModel(origin(bundle), e.getMessage()));
            }
        }
        List<RejectedModel> before;
        // Nothing slow is done in here; a bundle that stopped in the meantime offers nothing.
        synchronized (tracked) {
            if (tracked.gone) {
                return;
            }
            before = rejected.put(bundle.getBundleId(), broken);
            offered.offer(OfferedModels.Place.ofBundle(bundle.getBundleId()), models);
        }
        if (!broken.equals(before)) {
            broken.forEach(one -> warnings.accept(one.reason()));
        }
    }

    private static String origin(Bundle bundle) {
        return "bundle %s %s".formatted(bundle.getSymbolicName(), bundle.getVersion());
    }

    private FoundModel model(Bundle bundle, BundleRevision revision, Map<String, Object> attributes)
            throws ModelException {
        String origin = origin(bundle);
        Optional<ModelSignature> signature = BundleSignature.check(bundle, origin, policy);
        Descriptor descriptor = DescriptorReader.read(origin, name -> open(bundle, name));
        ModelFile file =
                descriptor
                        .file(Objects.toString(attributes.get("sha256")))
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                "The capability of %s has the sha256 %s, which its %s does not list"
                                                        .formatted(
                                                                origin,
                                                                attributes.get("sha256"),
                                                                DescriptorReader.MODEL_JSON)));
        same(origin, "name", attributes.get("name"), descriptor.name());
        same(origin, "version", attributes.get("version"), descriptor.version());
        if (bundle.getEntry(file.name()) == null) {
            throw new ModelException(
                    "%s has no entry %s, which its %s names"
                            .formatted(origin, file.name(), DescriptorReader.MODEL_JSON));
        }
        return FoundModel.of(
                        descriptor,
                        file,
                        origin,
                        new Entry(bundle, revision, file.name(), file.size()),
                        verified)
                .signed(signature)
                .with(
                        descriptor.golden().stream()
                                .map(
                                        golden ->
                                                new FoundModel.Golden(
                                                        golden,
                                                        new Entry(
                                                                bundle,
                                                                revision,
                                                                golden.name(),
                                                                0)))
                                .toList());
    }

    private static void same(String origin, String what, Object capability, Object descriptor)
            throws ModelException {
        Object said =
                descriptor instanceof Version && capability instanceof String text
                        ? Version.parseVersion(text)
                        : capability;
        if (!descriptor.equals(said)) {
            throw new ModelException(
                    "The capability of %s has the %s %s, but its %s has %s"
                            .formatted(
                                    origin,
                                    what,
                                    capability,
                                    DescriptorReader.MODEL_JSON,
                                    descriptor));
        }
    }

    private static InputStream open(Bundle bundle, String name) throws IOException {
        URL entry;
        try {
            entry = bundle.getEntry(name);
        } catch (IllegalStateException e) {
            throw new IOException("its bundle was uninstalled", e);
        }
        if (entry == null) {
            throw new FileNotFoundException(name);
        }
        return entry.openStream();
    }

    /** The file in a bundle, as long as that bundle is what it was and is started. */
    private record Entry(Bundle bundle, BundleRevision revision, String name, long size)
            implements ByteSource {
        @Override
        public InputStream open() throws IOException {
            if (bundle.getState() == Bundle.UNINSTALLED) {
                throw new IOException("its bundle was uninstalled");
            }
            if (bundle.adapt(BundleRevision.class) != revision) {
                throw new IOException("its bundle was updated");
            }
            if ((bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) == 0) {
                throw new IOException("its bundle was stopped");
            }
            try {
                return ModelBundles.open(bundle, name);
            } catch (FileNotFoundException e) {
                throw new IOException("its bundle has no entry " + name, e);
            }
        }
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, Tracked tracked) {
        // From STARTING to ACTIVE: the same models.
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, Tracked tracked) {
        synchronized (tracked) {
            tracked.gone = true;
            rejected.remove(bundle.getBundleId());
            offered.offer(OfferedModels.Place.ofBundle(bundle.getBundleId()), List.of());
        }
    }

    @Override
    public void close() {
        tracker.close();
    }
}
