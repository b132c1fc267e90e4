// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.vitral.export.ExportSubject;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;

/** What is said of all photographs together. */
final class Summary {

    /**
     * A class in all photographs.
     *
     * @param label the class
     * @param share its part of all pixels, 0 to 1
     * @param photographs the number of photographs that it is in
     * @param regions the number of its regions
     */
    record Row(Label label, double share, int photographs, long regions) {}

    private static final class Sum {
        private Label label;
        private long pixels;
        private int photographs;
        private long regions;
    }

    /** By index and name: another model may call an index otherwise. */
    private final Map<String, Sum> sums = new TreeMap<>();

    private final Set<String> models = new LinkedHashSet<>();
    private int photographs;
    private long pixels;

    void add(ExportSubject subject, List<ClassFigures> figures, long lookedAt) {
        photographs++;
        pixels += lookedAt;
        ModelDescription model = subject.segmentation().model();
        models.add(model.name() + " " + model.version());
        for (ClassFigures one : figures) {
            Sum sum =
                    sums.computeIfAbsent(
                            "%05d %s".formatted(one.label().index(), one.label().name()),
                            _ -> new Sum());
            sum.label = one.label();
            sum.pixels += one.pixels();
            sum.photographs++;
            sum.regions += one.regions();
        }
    }

    int photographs() {
        return photographs;
    }

    long pixels() {
        return pixels;
    }

    Set<String> models() {
        return models;
    }

    /** The classes, the largest first. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Sum sum : sums.values()) {
            rows.add(
                    new Row(sum.label, (double) sum.pixels / pixels, sum.photographs, sum.regions));
        }
        rows.sort(Comparator.comparingDouble(Row::share).reversed());
        return rows;
    }
}
