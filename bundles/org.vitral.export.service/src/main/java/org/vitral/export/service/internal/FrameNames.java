// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vitral.export.NamePattern;

/**
 * Gives the files of each frame of a run their names. No two differ in case only, because many file
 * systems do not tell them apart.
 */
final class FrameNames {

    private final NamePattern pattern;
    private final List<RequestedFormat> formats;
    private final String date = LocalDate.now().toString();
    private final Set<String> takenNames = new HashSet<>();
    private final Set<String> takenPaths = new HashSet<>();
    private int index;

    FrameNames(NamePattern pattern, List<RequestedFormat> formats) {
        this.pattern = pattern;
        this.formats = formats;
    }

    /**
     * The names for a frame.
     *
     * @param name what its results are called: without an extension, with the folders before it
     * @param rival the name that they would have had, where another frame has it
     * @param paths the path of each file, by the name of its format
     */
    record Names(String name, Optional<String> rival, Map<String, String> paths) {}

    /**
     * Claims names for a frame.
     *
     * @param image its name, with {@code /} between folders and with its extension
     * @throws IllegalArgumentException if it is the second one, and all have the same name
     */
    Names claim(String image) {
        index++;
        if (index > 1 && !pattern.isForSeveral()) {
            throw new IllegalArgumentException(
                    "The files of several photographs have the same name in %s: it needs {name} or {index}"
                            .formatted(pattern.text()));
        }
        String wanted = withoutExtension(image);
        String claimed = wanted;
        Map<String, String> paths = paths(claimed);
        for (int i = 2; isTaken(claimed, paths); i++) {
            claimed = wanted + "-" + i;
            paths = paths(claimed);
        }
        takenNames.add(key(claimed));
        paths.values().forEach(path -> takenPaths.add(key(path)));
        return new Names(
                claimed, claimed.equals(wanted) ? Optional.empty() : Optional.of(wanted), paths);
    }

    private boolean isTaken(String name, Map<String, String> paths) {
        return takenNames.contains(key(name))
                || pattern.text().contains("{name}")
                        && paths.values().stream().anyMatch(path -> takenPaths.contains(key(path)));
    }

    private Map<String, String> paths(String name) {
        int slash = name.lastIndexOf('/');
        String folder = slash < 0 ? "" : name.substring(0, slash);
        Map<String, String> paths = new HashMap<>();
        for (RequestedFormat format : formats) {
            paths.put(
                    format.name(),
                    pattern.path(
                            folder,
                            name.substring(slash + 1),
                            format.name(),
                            format.suffix(),
                            index,
                            date));
        }
        return paths;
    }

    /** Two formats whose files would have the same names, if there are such. */
    Optional<List<String>> clash() {
        Map<String, String> owners = new HashMap<>();
        Map<String, String> paths = paths("b");
        for (RequestedFormat format : formats) {
            String owner = owners.put(key(paths.get(format.name())), format.name());
            if (owner != null) {
                return Optional.of(List.of(owner, format.name()));
            }
        }
        return Optional.empty();
    }

    /** Whether a path is called like one of this run. */
    boolean matches(String path) {
        return formats.stream()
                .anyMatch(format -> pattern.matches(path, format.name(), format.suffix()));
    }

    private static String withoutExtension(String image) {
        int name = image.lastIndexOf('/') + 1;
        int dot = image.lastIndexOf('.');
        return dot > name ? image.substring(0, dot) : image;
    }

    private static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }
}
