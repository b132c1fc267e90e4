// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import org.vitral.contract.SeriesExporterContract;
import org.vitral.export.SeriesExporter;

class PanopticExporterContractTest extends SeriesExporterContract {

    @Override
    protected SeriesExporter create() {
        return new PanopticExporter();
    }
}
