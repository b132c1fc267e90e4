// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.raster.internal;

import org.vitral.contract.ExporterContract;
import org.vitral.export.Exporter;

class NpzExporterContractTest extends ExporterContract {

    @Override
    protected Exporter create() {
        return new NpzExporter();
    }
}
