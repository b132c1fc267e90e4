// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import java.util.ArrayList;
import java.util.List;
import org.vitral.model.VersionLabel;
import org.vitral.model.VersionLabels;

/** Labels that a test puts there. */
final class TestVersionLabels implements VersionLabels {
    final List<VersionLabel> labels = new ArrayList<>();

    @Override
    public List<VersionLabel> list() {
        return List.copyOf(labels);
    }

    @Override
    public void assign(String model, String label, String version) {
        labels.add(new VersionLabel(model, label, version, "", false));
    }

    @Override
    public void remove(String model, String label) {
        labels.removeIf(one -> one.model().equals(model) && one.label().equals(label));
    }
}
