// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.osgi.framework.Version;
import org.vitral.model.ModelException;
import org.vitral.model.ModelReference;
import org.vitral.model.VersionLabel;
import org.vitral.model.VersionLabels;

/**
 * The labels of versions, kept in a file. The configuration may want a label on a version: it goes
 * there as soon as that version is here, once; who moves it later by a call has the last word until
 * the configuration wants something else.
 */
final class LabelledVersions implements VersionLabels {

    /** A label of a model, in the order of lists. */
    record Key(String model, String label) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = model.compareTo(other.model);
            return order != 0 ? order : label.compareTo(other.label);
        }

        static Key parse(String text) {
            int at = text.indexOf('@');
            return new Key(text.substring(0, at), text.substring(at + 1));
        }

        @Override
        public String toString() {
            return model + "@" + label;
        }
    }

    /** Looks for a version of a model that is here. */
    interface Versions {
        Optional<FoundModel> find(String name, Version version);
    }

    /** The property of the file that says which wish of the configuration was followed. */
    private static final String FOLLOWED = "configured:";

    private final Path file;
    private final Versions versions;
    private final BiConsumer<FoundModel, String> moved;
    private final Consumer<String> warnings;
    private final Map<Key, Version> assigned = new TreeMap<>();
    private final Map<Key, Version> followed = new TreeMap<>();
    private Map<Key, Version> wanted = Map.of();

    /**
     * The labels in a file.
     *
     * @param file where they are kept; null where there is no such place
     * @param moved is told of each label that is put on a version
     */
    LabelledVersions(
            Path file,
            Versions versions,
            BiConsumer<FoundModel, String> moved,
            Consumer<String> warnings) {
        this.file = file;
        this.versions = versions;
        this.moved = moved;
        this.warnings = warnings;
        read();
    }

    /** Takes what the configuration wants, each entry as {@code MODEL@LABEL=VERSION}. */
    synchronized void configure(List<String> entries) {
        Map<Key, Version> wishes = new TreeMap<>();
        for (String entry : entries) {
            try {
                int equals = entry.indexOf('=');
                ModelReference reference =
                        ModelReference.parse(entry.substring(0, Math.max(equals, 0)).strip());
                Key key = new Key(reference.name(), reference.label().orElseThrow());
                wishes.put(key, Version.parseVersion(entry.substring(equals + 1).strip()));
            } catch (RuntimeException e) {
                warnings.accept(
                        "The version label \"%s\" of the configuration is not of the form MODEL@LABEL=VERSION, such as deeplabv3@stable=2.0.0"
                                .formatted(entry));
            }
        }
        wanted = wishes;
        boolean changed = false;
        for (Key key : List.copyOf(followed.keySet())) {
            if (!wishes.containsKey(key)) {
                followed.remove(key);
                assigned.remove(key);
                changed = true;
            }
        }
        if (changed) {
            write();
        }
        follow();
    }

    /** Moves the labels that the configuration wants on versions that have come. */
    synchronized void follow() {
        boolean changed = false;
        for (Map.Entry<Key, Version> wish : wanted.entrySet()) {
            Key key = wish.getKey();
            if (wish.getValue().equals(followed.get(key))) {
                continue;
            }
            Optional<FoundModel> model = versions.find(key.model(), wish.getValue());
            if (model.isPresent() && opens(model.get())) {
                followed.put(key, wish.getValue());
                changed = true;
                move(key, model.get());
            }
        }
        if (changed) {
            write();
        }
    }

    private boolean opens(FoundModel model) {
        try {
            model.open().close();
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    private void move(Key key, FoundModel model) {
        if (!model.version().equals(assigned.put(key, model.version()))) {
            moved.accept(model, key.label());
        }
    }

    @Override
    public synchronized void assign(String model, String label, String version)
            throws ModelException {
        Key key = new Key(model, label);
        if (!ModelReference.isLabel(label)) {
            throw new ModelException(
                    "A version label is made of letters, digits, _ and -, a letter first, but not \"%s\""
                            .formatted(label));
        }
        Version parsed;
        try {
            parsed = Version.parseVersion(version);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "A version is such as 2.0.0, but not \"%s\"".formatted(version));
        }
        String stays =
                assigned.containsKey(key)
                        ? "; the label stays on %s".formatted(assigned.get(key))
                        : "; the label is not put anywhere";
        FoundModel found =
                versions.find(model, parsed)
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                "%s cannot go to version %s of %s, which is not here%s"
                                                        .formatted(key, version, model, stays)));
        try {
            found.open().close();
        } catch (ModelException e) {
            throw new ModelException(
                    "%s cannot go to version %s, which cannot be loaded: %s%s"
                            .formatted(key, version, e.getMessage(), stays),
                    e);
        }
        // The configuration's present wish is outdated by this.
        if (wanted.containsKey(key)) {
            followed.put(key, wanted.get(key));
        }
        move(key, found);
        write();
    }

    @Override
    public synchronized void remove(String model, String label) throws ModelException {
        Key key = new Key(model, label);
        if (assigned.remove(key) == null) {
            throw new ModelException(unknown(key));
        }
        if (wanted.containsKey(key)) {
            followed.put(key, wanted.get(key));
        }
        write();
    }

    @Override
    public synchronized List<VersionLabel> list() {
        follow();
        TreeSet<Key> keys = new TreeSet<>(assigned.keySet());
        wanted.keySet().stream()
                .filter(key -> !wanted.get(key).equals(followed.get(key)))
                .forEach(keys::add);
        List<VersionLabel> labels = new ArrayList<>();
        for (Key key : keys) {
            Version on = assigned.get(key);
            Version wish = wanted.get(key);
            boolean pending = wish != null && !wish.equals(followed.get(key));
            boolean dangling = on == null || versions.find(key.model(), on).isEmpty();
            String problem = "";
            if (on == null) {
                problem = "version %s, which the configuration wants, is not here".formatted(wish);
            } else if (dangling) {
                problem = "version %s is not here any more".formatted(on);
            } else if (pending) {
                problem =
                        "it stays until version %s, which the configuration wants, is here"
                                .formatted(wish);
            }
            labels.add(
                    new VersionLabel(
                            key.model(),
                            key.label(),
                            (on == null ? wish : on).toString(),
                            problem,
                            dangling));
        }
        return labels;
    }

    /**
     * The version that a label is on.
     *
     * @throws ModelException if there is no such label, or its version is not here
     */
    synchronized FoundModel find(String model, String label) throws ModelException {
        follow();
        Key key = new Key(model, label);
        Version on = assigned.get(key);
        if (on == null) {
            throw new ModelException(unknown(key));
        }
        return versions.find(model, on)
                .orElseThrow(
                        () ->
                                new ModelException(
                                        "The label %s is on version %s, which is not here"
                                                .formatted(key, on)));
    }

    private String unknown(Key key) {
        if (wanted.containsKey(key)) {
            return "The label %s is on no version: %s, which the configuration wants, is not here"
                    .formatted(key, wanted.get(key));
        }
        List<String> others =
                assigned.keySet().stream()
                        .filter(one -> one.model().equals(key.model()))
                        .map(Key::label)
                        .toList();
        return "%s has no version label %s; %s"
                .formatted(
                        key.model(),
                        key.label(),
                        others.isEmpty()
                                ? "it has none"
                                : "its labels are " + String.join(", ", others));
    }

    private void read() {
        if (file == null) {
            return;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            for (String name : properties.stringPropertyNames()) {
                Version version = Version.parseVersion(properties.getProperty(name));
                if (name.startsWith(FOLLOWED)) {
                    followed.put(Key.parse(name.substring(FOLLOWED.length())), version);
                } else {
                    assigned.put(Key.parse(name), version);
                }
            }
        } catch (NoSuchFileException e) {
            // The first start.
        } catch (IOException | RuntimeException e) {
            warnings.accept(
                    "The version labels in %s cannot be read and are gone: %s".formatted(file, e));
        }
    }

    /** Replaces the file at once, so that a crash leaves the old one or the new one. */
    private void write() {
        if (file == null) {
            return;
        }
        Properties properties = new Properties();
        assigned.forEach((key, version) -> properties.setProperty("" + key, "" + version));
        followed.forEach((key, version) -> properties.setProperty(FOLLOWED + key, "" + version));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                properties.store(out, null);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            warnings.accept(
                    "The version labels cannot be kept in %s and will be gone after a restart: %s"
                            .formatted(file, e));
        }
    }
}
