// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import org.vitral.contract.ExporterContract;
import org.vitral.export.Exporter;

class MaskExporterContractTest extends ExporterContract {

    @Override
    protected Exporter create() {
        return new MaskExporter();
    }
}
