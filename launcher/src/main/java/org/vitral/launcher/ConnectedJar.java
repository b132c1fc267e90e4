// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * A jar on the class path as a bundle: its entries are read from the file, its classes come from
 * the class loader of the program. For any number of threads.
 */
final class ConnectedJar implements ConnectModule, ConnectContent {

    private final Path file;
    private ZipFile zip;

    ConnectedJar(Path file) {
        this.file = file;
    }

    @Override
    public ConnectContent getContent() {
        return this;
    }

    /** None, so that the framework reads the manifest by itself. */
    @Override
    public Optional<Map<String, String>> getHeaders() {
        return Optional.empty();
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(ConnectedJar.class.getClassLoader());
    }

    @Override
    public synchronized void open() throws IOException {
        if (zip == null) {
            zip = new ZipFile(file.toFile());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (zip != null) {
            zip.close();
            zip = null;
        }
    }

    private synchronized ZipFile opened() {
        if (zip == null) {
            throw new IllegalStateException("The bundle " + file + " is closed");
        }
        return zip;
    }

    @Override
    public Iterable<String> getEntries() {
        return opened().stream().map(ZipEntry::getName).toList();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        ZipFile from = opened();
        return Optional.ofNullable(from.getEntry(path)).map(entry -> new Entry(from, entry));
    }

    /** An entry of the jar. */
    private record Entry(ZipFile zip, ZipEntry entry) implements ConnectEntry {

        @Override
        public String getName() {
            return entry.getName();
        }

        @Override
        public long getContentLength() {
            return entry.getSize();
        }

        @Override
        public long getLastModified() {
            return entry.getTime();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return zip.getInputStream(entry);
        }
    }
}
