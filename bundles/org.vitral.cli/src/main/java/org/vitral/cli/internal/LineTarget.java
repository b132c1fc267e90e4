// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;

/** Keeps JSON documents in memory, to be printed as a line each. */
final class LineTarget implements ExportTarget {

    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

    @Override
    public ExportFile create(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new ExportFile() {
            @Override
            public OutputStream stream() {
                return bytes;
            }

            @Override
            public void complete() {
                documents.put(path, bytes.toByteArray());
            }

            @Override
            public void close() {}
        };
    }

    /** A document that is complete. It has line breaks only between its tokens: it does without. */
    String take(String path) {
        return new String(documents.remove(path), StandardCharsets.UTF_8)
                .replaceAll("\\R\\s*", "")
                .strip();
    }

    @Override
    public String shown(String path) {
        return path;
    }

    @Override
    public void close() {}
}
