// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import org.vitral.contract.ExporterContract;
import org.vitral.export.Exporter;

class SvgExporterContractTest extends ExporterContract {

    @Override
    protected Exporter create() {
        return new SvgExporter();
    }
}
