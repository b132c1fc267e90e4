// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.export.SeriesExporter;
import org.vitral.option.Options;

/** The suite finds what is wrong with an exporter of series, and nothing with one that is right. */
class SeriesExporterContractTest {

    /** A list of what was seen, one line for each photograph. */
    private static class Lines implements ExportSeries {
        private final StringBuilder lines;
        final ExportFile file;

        Lines(ExportTarget target, StringBuilder lines) throws IOException {
            this.lines = lines;
            file = target.create("list.txt");
        }

        @Override
        public void add(ExportSubject subject) throws IOException {
            lines.append("%s %d%n".formatted(subject.name(), subject.segmentation().width()));
        }

        @Override
        public void complete() throws IOException {
            file.stream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
            file.complete();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    static final class Right extends SeriesExporterContract {
        @Override
        protected SeriesExporter create() {
            return (target, options) -> new Lines(target, new StringBuilder());
        }
    }

    static final class Remembers extends SeriesExporterContract {
        @Override
        protected SeriesExporter create() {
            StringBuilder all = new StringBuilder();
            return (target, options) -> new Lines(target, all);
        }
    }

    static final class LeavesItsFileOpen extends SeriesExporterContract {
        @Override
        protected SeriesExporter create() {
            return (target, options) ->
                    new Lines(target, new StringBuilder()) {
                        @Override
                        public void close() {
                            // Forgotten.
                        }
                    };
        }
    }

    static final class CompletesItselfAndSwallowsFailures extends SeriesExporterContract {
        @Override
        protected SeriesExporter create() {
            return (target, options) ->
                    new Lines(target, new StringBuilder()) {
                        @Override
                        public void complete() {
                            // When it is closed.
                        }

                        @Override
                        public void close() throws IOException {
                            try {
                                super.complete();
                            } catch (IOException e) {
                                // Gone.
                            } finally {
                                super.close();
                            }
                        }
                    };
        }
    }

    /** A file for each photograph, under its name as it is; a byte for the number of classes. */
    static final class FilesByName extends SeriesExporterContract {
        @Override
        protected SeriesExporter create() {
            return this::begin;
        }

        private ExportSeries begin(ExportTarget target, Options options) {
            return new ExportSeries() {
                @Override
                public void add(ExportSubject subject) throws IOException {
                    int classes = subject.segmentation().labels().size();
                    if (classes > 255) {
                        throw new IOException("Too many classes");
                    }
                    String name = subject.name();
                    String path = name.substring(name.lastIndexOf('/') + 1);
                    try (ExportFile file = target.create(path)) {
                        file.stream().write(classes);
                        file.stream().write(subject.segmentation().categoryMask().toBytes());
                        file.complete();
                    }
                }

                @Override
                public void complete() {
                    // All is written.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }
    }

    @Test
    void nothingIsWrongWithARightOne() {
        assertEquals(Set.of(), SuiteRun.failures(Right.class));
    }

    @Test
    void whatKeepsStateIsFound() {
        assertEquals(
                Set.of(
                        "aThreadThatIsInterruptedStaysSo",
                        "nothingOfOneSeriesIsInTheNext",
                        "severalThreadsGetEqualResults"),
                SuiteRun.failures(Remembers.class));
    }

    @Test
    void whatLeavesItsFileOpenIsFound() {
        assertTrue(
                SuiteRun.failures(LeavesItsFileOpen.class)
                        .contains("aSeriesThatIsNotCompletedLeavesNoFileOpen"));
    }

    @Test
    void whatCompletesItselfAndSwallowsFailuresIsFound() {
        assertEquals(
                Set.of("aFullDiskIsReported", "aSeriesThatIsNotCompletedLeavesNoFileOpen"),
                SuiteRun.failures(CompletesItselfAndSwallowsFailures.class));
    }

    @Test
    void whatTrustsNamesAndCountsInAByteIsFound() {
        assertEquals(
                Set.of(
                        "modelsOfFewAndOfManyClassesAreWrittenOrRefused",
                        "noNameOfAPhotographLeadsOutOfTheTarget",
                        "photographsOfTheSameNameHaveFilesOfTheirOwn"),
                SuiteRun.failures(FilesByName.class));
    }
}
