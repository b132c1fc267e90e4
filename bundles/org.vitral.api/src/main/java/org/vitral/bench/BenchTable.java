// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.util.List;

/**
 * A table for a person.
 *
 * @param title what it is about; may be empty
 * @param columns the heads of the columns; those that begin with a {@code >} stand at the right,
 *     and the sign is not shown
 * @param rows the rows, each with as many cells as there are columns
 */
public record BenchTable(String title, List<String> columns, List<List<String>> rows) {
    public BenchTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "A row of the table %s has %d cells, but it has %d columns"
                                .formatted(title, row.size(), columns.size()));
            }
        }
    }

    /** Whether the text of a column stands at the right. */
    public boolean isRight(int column) {
        return columns.get(column).startsWith(">");
    }

    /** The head of a column as it is shown. */
    public String head(int column) {
        return isRight(column) ? columns.get(column).substring(1) : columns.get(column);
    }
}
