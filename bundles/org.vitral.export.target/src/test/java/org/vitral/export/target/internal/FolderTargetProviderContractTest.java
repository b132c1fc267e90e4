// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.vitral.contract.ExportTargetContract;
import org.vitral.export.ExportTargetProvider;

class FolderTargetProviderContractTest extends ExportTargetContract {

    @Override
    protected ExportTargetProvider create() {
        return new FolderTargetProvider();
    }

    @Override
    protected String place(Path empty) {
        return empty.resolve("made/when/needed").toString();
    }

    @Override
    protected Map<String, byte[]> read(String place) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String path : TargetFiles.in(Path.of(place))) {
            files.put(path, Files.readAllBytes(Path.of(place, path)));
        }
        return files;
    }
}
