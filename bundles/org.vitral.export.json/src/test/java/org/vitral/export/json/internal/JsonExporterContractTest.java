// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.json.internal;

import org.vitral.contract.ExporterContract;
import org.vitral.export.Exporter;

class JsonExporterContractTest extends ExporterContract {

    @Override
    protected Exporter create() {
        return new JsonExporter();
    }
}
