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

/**
 * The models in the started bundles that provide the capability {@code org.vitral.model}. Such a
 * bundle carries {@code model.json}, the label map and the file that it names; it needs no code. A
 * bundle that is not usable is reported and left out.
 */
final class ModelBundles
        implements BundleTrackerCustomizer<List<FoundModel>>, AutoCloseable, BundledModels {
    /** The namespace of the capability. */
    static final String NAMESPACE = "org.vitral.model";

    private final VerifiedChecksums verified;
    private final Consumer<String> warnings;
    private final BundleTracker<List<FoundModel>> tracker;

    ModelBundles(BundleContext context, VerifiedChecksums verified, Consumer<String> warnings) {
        this.verified = verified;
        this.warnings = warnings;
        this.tracker = new BundleTracker<>(context, Bundle.STARTING | Bundle.ACTIVE, this);
        tracker.open();
    }

    @Override
    public List<FoundModel> models() {
        return tracker.getTracked().values().stream().flatMap(List::stream).toList();
    }

    @Override
    public List<FoundModel> addingBundle(Bundle bundle, BundleEvent event) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<FoundModel> models = new ArrayList<>();
        for (BundleCapability capability : revision.getDeclaredCapabilities(NAMESPACE)) {
            try {
                models.add(model(bundle, capability.getAttributes()));
            } catch (ModelException e) {
                warnings.accept(e.getMessage());
            }
        }
        return models.isEmpty() ? null : models;
    }

    private FoundModel model(Bundle bundle, Map<String, Object> attributes) throws ModelException {
        String origin = "bundle %s %s".formatted(bundle.getSymbolicName(), bundle.getVersion());
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
                descriptor, file, origin, new Entry(bundle, file.name(), file.size()), verified);
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

    /** The file in a bundle. */
    private record Entry(Bundle bundle, String name, long size) implements ByteSource {
        @Override
        public InputStream open() throws IOException {
            return ModelBundles.open(bundle, name);
        }
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, List<FoundModel> models) {
        // From STARTING to ACTIVE: the same models.
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, List<FoundModel> models) {
        // What the tracker no longer tracks is no longer among models().
    }

    @Override
    public void close() {
        tracker.close();
    }
}
