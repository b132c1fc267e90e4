// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vitral.export.ExportOutcome;
import org.vitral.export.PendingExport;

/** The outputs of one frame. */
final class FrameExport implements PendingExport {

    private final FrameNames.Names names;
    private final List<Output> outputs;

    FrameExport(FrameNames.Names names, List<Output> outputs) {
        this.names = names;
        this.outputs = outputs;
    }

    @Override
    public String name() {
        return names.name();
    }

    @Override
    public Optional<String> rival() {
        return names.rival();
    }

    @Override
    public List<ExportOutcome> await() throws InterruptedException {
        List<ExportOutcome> outcomes = new ArrayList<>();
        try {
            for (Output output : outputs) {
                outcomes.add(output.await());
            }
            for (int i = 0; i < outputs.size(); i++) {
                if (outputs.get(i).ranOutOfMemory()) {
                    outputs.get(i).again();
                    outcomes.set(i, outputs.get(i).await());
                }
            }
        } catch (InterruptedException e) {
            outputs.forEach(Output::giveUp);
            throw e;
        }
        return outcomes;
    }
}
