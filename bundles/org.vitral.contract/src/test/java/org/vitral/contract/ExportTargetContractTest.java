// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.vitral.export.ExportFile;
import org.vitral.export.ExportTarget;
import org.vitral.export.ExportTargetProvider;

/** The suite finds what is wrong with a target, and nothing with one that is right. */
class ExportTargetContractTest {

    /** Files in a map, whose keys are their paths. */
    private static class MapTarget implements ExportTarget {
        private final Map<String, byte[]> files;
        private volatile boolean closed;

        MapTarget(Map<String, byte[]> files) {
            this.files = files;
        }

        @Override
        public ExportFile create(String path) throws IOException {
            check();
            if (("/" + path + "/").matches(".*/\\.{0,2}/.*")) {
                throw new IOException("'%s' is no path of a file".formatted(path));
            }
            return new MapFile(path);
        }

        void check() throws IOException {
            if (closed) {
                throw new IOException("The target is closed");
            }
        }

        @Override
        public String shown(String path) {
            return "map of " + path;
        }

        @Override
        public void close() {
            closed = true;
        }

        class MapFile implements ExportFile {
            private final String path;
            private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

            MapFile(String path) {
                this.path = path;
            }

            @Override
            public OutputStream stream() {
                return bytes;
            }

            @Override
            public void complete() throws IOException {
                check();
                files.put(path, bytes.toByteArray());
            }

            @Override
            public void close() throws IOException {
                // What was not completed is nowhere.
            }
        }
    }

    static class Right extends ExportTargetContract {
        private final Map<String, Map<String, byte[]>> places = new ConcurrentHashMap<>();

        @Override
        protected ExportTargetProvider create() {
            return (place, options) -> target(places.get(place));
        }

        ExportTarget target(Map<String, byte[]> files) {
            return new MapTarget(files);
        }

        @Override
        protected String place(Path empty) {
            places.put(empty.toString(), new ConcurrentHashMap<>());
            return empty.toString();
        }

        @Override
        protected Map<String, byte[]> read(String place) {
            return places.get(place);
        }
    }

    static final class NeverEnds extends Right {
        @Override
        ExportTarget target(Map<String, byte[]> files) {
            return new MapTarget(files) {
                @Override
                public void close() {
                    // Goes on.
                }
            };
        }
    }

    static final class TakesAnyPath extends Right {
        @Override
        ExportTarget target(Map<String, byte[]> files) {
            return new MapTarget(files) {
                @Override
                public ExportFile create(String path) throws IOException {
                    check();
                    return new MapFile(path);
                }
            };
        }
    }

    static final class KeepsWhatIsGivenUp extends Right {
        @Override
        ExportTarget target(Map<String, byte[]> files) {
            return new MapTarget(files) {
                @Override
                public ExportFile create(String path) throws IOException {
                    super.create(path).close();
                    return new MapFile(path) {
                        @Override
                        public void close() throws IOException {
                            complete();
                        }
                    };
                }
            };
        }
    }

    @Test
    void nothingIsWrongWithARightOne() {
        assertEquals(Set.of(), SuiteRun.failures(Right.class));
    }

    @Test
    void whatGoesOnAfterItsEndIsFound() {
        assertEquals(
                Set.of("whatIsUnfinishedWhenItIsClosedIsGone"), SuiteRun.failures(NeverEnds.class));
    }

    @Test
    void whatLeadsOutsideIsFound() {
        assertEquals(
                Set.of("aPathThatLeadsOutsideIsRefused"), SuiteRun.failures(TakesAnyPath.class));
    }

    @Test
    void whatKeepsAFileThatIsGivenUpIsFound() {
        assertEquals(
                Set.of(
                        "aCompletedFileIsThereAndAnotherIsNot",
                        "whatIsUnfinishedWhenItIsClosedIsGone"),
                SuiteRun.failures(KeepsWhatIsGivenUp.class));
    }
}
