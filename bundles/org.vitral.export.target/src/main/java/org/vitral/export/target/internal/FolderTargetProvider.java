// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.option.Option;
import org.vitral.option.Options;

/** Opens folders. They are made if need be, when the first file is written. */
@Component(
        property = {
            ExportTargetProvider.KIND + "=folder",
            "service.description=A folder, which is made if need be"
        })
public final class FolderTargetProvider implements ExportTargetProvider {

    static final Option<Existing> EXISTS =
            Option.choice(
                    "exists",
                    Existing.REPLACE,
                    "What happens where a file of that name is there already");

    @Override
    public List<Option<?>> options() {
        return List.of(EXISTS);
    }

    @Override
    public ExportTarget open(String place, Options options) throws IOException {
        try {
            Path shown = Path.of(place);
            Path root = shown.toAbsolutePath().normalize();
            check(root);
            return new FolderTarget(shown, root, options.get(EXISTS), HiddenFiles.open());
        } catch (InvalidPathException e) {
            throw new FileSystemException(
                    place, null, "This is no name of a folder here: " + e.getReason());
        }
    }

    /** Looks whether the folder, or what is there of the way to it, can be written to. */
    private static void check(Path root) throws IOException {
        Path there = root;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        if (there == null) {
            throw new FileSystemException(root.toString(), null, "There is no such drive");
        }
        if (!Files.isDirectory(there)) {
            throw new FileSystemException(
                    there.toString(),
                    null,
                    there.equals(root)
                            ? "The output folder is a file"
                            : "The output folder cannot be made, because %s is a file"
                                    .formatted(there));
        }
        // Permissions do not tell all: a file system may be read-only or none that holds files.
        try {
            Files.delete(Files.createTempFile(there, ".vitral-", ".tmp"));
        } catch (IOException e) {
            throw new FileSystemException(
                    there.toString(),
                    null,
                    "The output folder cannot be written to (%s)".formatted(Refusal.of(e)));
        }
    }
}
