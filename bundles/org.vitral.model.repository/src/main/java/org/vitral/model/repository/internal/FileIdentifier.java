// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelException;

/**
 * Tells which model a file is: that of the descriptor with its checksum, else one by the name of
 * the file, described by what the file says. A file is read once, and again when its size or its
 * time of change differ.
 */
final class FileIdentifier {

    private record Key(Path file, long size, long modified) {}

    /** Either a model or the reason why there is none. */
    private record Outcome(FoundModel model, ModelException problem) {}

    private final Descriptors descriptors;
    private final VerifiedChecksums verified;
    private final Map<Key, Outcome> known = new ConcurrentHashMap<>();

    FileIdentifier(Descriptors descriptors, VerifiedChecksums verified) {
        this.descriptors = descriptors;
        this.verified = verified;
    }

    /** The model in a file, for the name by which a user knows the file. */
    FoundModel identify(Path file) throws ModelException {
        Outcome outcome = known.computeIfAbsent(key(file), key -> outcome(file));
        if (outcome.problem() != null) {
            throw outcome.problem();
        }
        return outcome.model();
    }

    /** Whether {@link #identify} would have to read the file. */
    boolean isNew(Path file) throws ModelException {
        return !known.containsKey(key(file));
    }

    private static Key key(Path file) throws ModelException {
        if (!Files.exists(file)) {
            throw new ModelException(file + " does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new ModelException(file + " is a folder, not a TensorFlow Lite model");
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Key(file, attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            throw new ModelException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Outcome outcome(Path file) {
        try {
            return new Outcome(read(file), null);
        } catch (ModelException e) {
            return new Outcome(null, e);
        }
    }

    private FoundModel read(Path file) throws ModelException {
        return read(file, sha256 -> Statement.NONE);
    }

    /** What a person says of the file with a checksum. */
    interface Says {
        Statement of(String sha256) throws ModelException;
    }

    /** Reads a file, whatever is known of it already. */
    FoundModel read(Path file, Says says) throws ModelException {
        ByteSource source = ByteSource.of(file);
        String path = file.toString();
        try (ChecksummedBytes bytes = ChecksummedBytes.read(path, source, verified)) {
            Optional<Descriptors.Match> match = descriptors.find(bytes);
            String sha256 = match.map(known -> known.file().sha256()).orElseGet(bytes::sha256);
            Statement said = says.of(sha256);
            ModelDescription base =
                    match.isPresent()
                            ? match.get().descriptor().describe(match.get().file())
                            : describe(file, sha256, bytes, said);
            ModelDescription description = said.on(path, base);
            return new FoundModel(
                    description,
                    path,
                    LenientVersion.of(description.version()),
                    Math.max(
                            said.preference(),
                            match.map(known -> known.descriptor().preference()).orElse(0)),
                    source,
                    verified);
        }
    }

    private static ModelDescription describe(
            Path file, String sha256, ChecksummedBytes bytes, Statement said)
            throws ModelException {
        TfLiteFile facts = TfLiteFileReader.read(file.toString(), bytes.buffer());
        if (said.index().isPresent()) {
            int mask = mask(facts, said);
            return FileDescription.describe(stem(file), sha256, said.in(facts, mask), mask);
        }
        int mask = MaskChoice.of(facts).index();
        return FileDescription.describe(stem(file), sha256, said.in(facts, mask));
    }

    private static int mask(TfLiteFile facts, Statement said) throws ModelException {
        int index = said.index().getAsInt();
        if (index >= facts.outputs().size()
                || !facts.outputs().get(index).isScores()
                        && !facts.outputs().get(index).isIndices()) {
            throw new ModelException(
                    "%s: output %d is said to be the mask, but the outputs are %s"
                            .formatted(facts.name(), index, facts.outputs()));
        }
        return index;
    }

    /** Who holds the copyright of a file that has a descriptor, and what it recognises. */
    Optional<Descriptor> descriptor(Path file) throws ModelException {
        try (ChecksummedBytes bytes =
                ChecksummedBytes.read(file.toString(), ByteSource.of(file), verified)) {
            return descriptors.find(bytes).map(Descriptors.Match::descriptor);
        }
    }

    /** The name of the file without its suffix. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
