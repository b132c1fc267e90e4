// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.cli.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;

/** {@code vitral delegates}. */
final class DelegatesCommand {

    private final Delegates delegates;
    private final Console console;

    DelegatesCommand(Delegates delegates, Console console) {
        this.delegates = delegates;
        this.console = console;
    }

    /** Lists all delegates. */
    int list(boolean json) {
        List<DelegateStatus> all = delegates.list();
        // The first one that works here: the list is in the order of preference.
        Optional<DelegateStatus> auto = all.stream().filter(DelegateStatus::available).findFirst();
        if (json) {
            console.json(JsonDocument.object(out -> list(out, all, auto)));
            return ExitCode.DONE;
        }
        TextTable table =
                new TextTable(
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT);
        table.row("", "name", "available", "description");
        for (DelegateStatus delegate : all) {
            boolean chosen = auto.filter(delegate::equals).isPresent();
            table.row(
                    chosen ? "*" : "",
                    delegate.name(),
                    delegate.available() ? "yes" : "no",
                    delegate.available()
                            ? delegate.description()
                            : delegate.description() + ": " + delegate.reason());
        }
        console.result(table.lines());
        return ExitCode.DONE;
    }

    private static void list(
            JsonWriter out, List<DelegateStatus> all, Optional<DelegateStatus> auto)
            throws IOException {
        out.name("delegates").beginArray();
        for (DelegateStatus delegate : all) {
            out.beginObject();
            out.name("name").value(delegate.name());
            out.name("available").value(delegate.available());
            out.name("reason").value(delegate.reason());
            out.name("description").value(delegate.description());
            out.name("auto").value(auto.filter(delegate::equals).isPresent());
            out.endObject();
        }
        out.endArray();
    }
}
