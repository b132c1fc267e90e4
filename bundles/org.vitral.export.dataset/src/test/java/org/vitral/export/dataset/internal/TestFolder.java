// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportTarget;
import org.vitral.export.SeriesExporter;
import org.vitral.option.OptionException;
import org.vitral.option.Options;

/** A folder as a target. A file that was not completed is not there; the disk can be made full. */
final class TestFolder implements ExportTarget {

    static final String FULL = "No space left on device";

    private final Path folder;
    private final Set<String> open = new TreeSet<>();
    private long room = Long.MAX_VALUE;

    TestFolder(Path folder) {
        this.folder = folder;
    }

    /** Writes a series of scenes. */
    static TestFolder write(
            Path folder, SeriesExporter exporter, Map<String, String> said, Scene... scenes)
            throws IOException {
        TestFolder target = new TestFolder(folder);
        try (ExportSeries series = exporter.begin(target, Options.read(exporter.options(), said))) {
            for (Scene scene : scenes) {
                series.add(scene.subject());
            }
            series.complete();
        } catch (OptionException e) {
            throw new IllegalArgumentException(e);
        }
        return target;
    }

    /** From now on so many bytes can be written. */
    TestFolder room(long bytes) {
        room = bytes;
        return this;
    }

    @Override
    public ExportFile create(String path) {
        if (!open.add(path)) {
            throw new IllegalStateException(path + " is already being written");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream out =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        if (room-- <= 0) {
                            throw new IOException(FULL);
                        }
                        bytes.write(b);
                    }

                    @Override
                    public void close() {
                        throw new AssertionError("The stream belongs to the target");
                    }
                };
        return new ExportFile() {
            @Override
            public OutputStream stream() {
                return out;
            }

            @Override
            public void complete() throws IOException {
                Path file = folder.resolve(path);
                Files.createDirectories(file.getParent());
                Files.write(file, bytes.toByteArray());
            }

            @Override
            public void close() {
                open.remove(path);
            }
        };
    }

    /** The paths of what is being written. */
    Set<String> open() {
        return open;
    }

    @Override
    public String shown(String path) {
        return "out/" + path;
    }

    @Override
    public void close() {}

    /** The paths of all files that are there. */
    Set<String> files() {
        Set<String> paths = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .forEach(
                            file ->
                                    paths.add(
                                            folder.relativize(file).toString().replace('\\', '/')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths;
    }

    String text(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    /** Writes the classes of a scene as integers in network order, for others to compare with. */
    static void truth(Path file, Scene scene) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * scene.width() * scene.height());
        bytes.putInt(scene.width()).putInt(scene.height());
        for (int label : scene.truth()) {
            bytes.putInt(label);
        }
        Files.createDirectories(file.getParent());
        Files.write(file, bytes.array());
    }
}
