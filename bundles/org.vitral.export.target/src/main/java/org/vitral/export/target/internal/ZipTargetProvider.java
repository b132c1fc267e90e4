// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.option.Option;
import org.vitral.option.Options;

/** Opens ZIP archives: new ones, which appear when they are complete, or on the standard output. */
@Component(
        property = {
            ExportTargetProvider.KIND + "=zip",
            "service.description=A new ZIP archive, as a file or on the standard output"
        })
public final class ZipTargetProvider implements ExportTargetProvider {

    /** The place that is the standard output. */
    static final String STANDARD_OUTPUT = "-";

    static final Option<Existing> EXISTS =
            Option.choice(
                    "exists",
                    Existing.REFUSE,
                    "What happens where the archive is there already; nothing is added to one");

    @Override
    public List<Option<?>> options() {
        return List.of(EXISTS);
    }

    @Override
    public ExportTarget open(String place, Options options) throws IOException {
        if (place.equals(STANDARD_OUTPUT)) {
            HiddenFiles files = HiddenFiles.open();
            return ZipTarget.onStream(
                    "standard output", new StandardOutput(), files, temporaryFolder());
        }
        Path shown;
        try {
            shown = Path.of(place);
        } catch (InvalidPathException e) {
            throw new FileSystemException(
                    place, null, "This is no name of a file here: " + e.getReason());
        }
        Path archive = shown.toAbsolutePath().normalize();
        if (place.isBlank() || Files.isDirectory(archive)) {
            throw new FileSystemException(
                    place, null, "An archive is a file, but this is a folder");
        }
        Existing existing = options.get(EXISTS);
        if (existing == Existing.REFUSE && Files.exists(archive)) {
            throw new FileSystemException(
                    place,
                    null,
                    "There already is such an archive, and nothing is added to it (the option"
                            + " zip.exists=replace writes a new one in its place)");
        }
        return onFile(shown, archive);
    }

    private static ExportTarget onFile(Path shown, Path archive) throws IOException {
        HiddenFiles files = HiddenFiles.open();
        try {
            Files.createDirectories(archive.getParent());
            Path hidden = files.begin(archive.getParent());
            OutputStream out =
                    Files.newOutputStream(
                            hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return ZipTarget.onFile(shown.toString(), archive, hidden, out, files);
        } catch (IOException e) {
            files.close();
            throw new FileSystemException(
                    shown.toString(),
                    null,
                    "The archive cannot be written (%s)".formatted(Refusal.of(e)));
        }
    }

    private static Path temporaryFolder() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
