// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.vitral.contract.ExportTargetContract;
import org.vitral.export.ExportTargetProvider;

class ZipTargetProviderContractTest extends ExportTargetContract {

    @Override
    protected ExportTargetProvider create() {
        return new ZipTargetProvider();
    }

    @Override
    protected String place(Path empty) {
        return empty.resolve("results.zip").toString();
    }

    @Override
    protected Map<String, byte[]> read(String place) throws IOException {
        if (!Files.exists(Path.of(place))) {
            return Map.of();
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipFile zip = new ZipFile(place)) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }
}
