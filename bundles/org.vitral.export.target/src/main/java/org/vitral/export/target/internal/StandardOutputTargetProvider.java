// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;
import org.vitral.option.Options;

/**
 * Opens the standard output, for one file. It has no place: what is said as one is not looked at.
 */
@Component(
        property = {
            ExportTargetProvider.KIND + "=stdout",
            "service.description=The standard output, for one file"
        })
public final class StandardOutputTargetProvider implements ExportTargetProvider {

    @Override
    public ExportTarget open(String place, Options options) {
        return new StreamTarget(
                new StandardOutput(),
                HiddenFiles.open(),
                Path.of(System.getProperty("java.io.tmpdir")));
    }
}
