// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.option.Option;
import org.vitral.option.OptionKind;
import org.vitral.option.Options;

/** The suite finds what is wrong with an exporter, and nothing with one that is right. */
class ExporterContractTest {

    static byte[] text(ExportSubject subject) {
        return ("%s %s\n".formatted(subject.name(), subject.segmentation().labels()))
                .getBytes(StandardCharsets.UTF_8);
    }

    static final class Right extends ExporterContract {
        @Override
        protected Exporter create() {
            return (subject, options, out) -> out.write(text(subject));
        }
    }

    static final class ClosesAll extends ExporterContract {
        @Override
        protected Exporter create() {
            return (subject, options, out) -> {
                out.write(text(subject));
                subject.image().close();
                out.close();
            };
        }
    }

    static final class SwallowsFailures extends ExporterContract {
        @Override
        protected Exporter create() {
            return (subject, options, out) -> {
                try {
                    out.write(text(subject));
                } catch (IOException | IllegalStateException e) {
                    // Gone.
                }
            };
        }
    }

    static final class SwallowsInterrupts extends ExporterContract {
        @Override
        protected Exporter create() {
            return (subject, options, out) -> {
                Thread.interrupted();
                out.write(text(subject));
            };
        }
    }

    static final class Remembers extends ExporterContract {
        @Override
        protected Exporter create() {
            StringBuffer all = new StringBuffer();
            return (subject, options, out) -> {
                all.append(new String(text(subject), StandardCharsets.UTF_8));
                out.write(all.toString().getBytes(StandardCharsets.UTF_8));
            };
        }
    }

    static final class OneByteAClass extends ExporterContract {
        @Override
        protected Exporter create() {
            return (subject, options, out) ->
                    out.write(subject.segmentation().categoryMask().toBytes());
        }
    }

    /** Its preset is not among what it permits, and it takes what it says it does not. */
    static final class WrongOptions extends ExporterContract {
        private static final Option<Integer> DEPTH =
                new Option<>(
                        "depth",
                        OptionKind.WHOLE_NUMBER,
                        99,
                        "How deep",
                        List.of(),
                        "1 to 8",
                        text -> 8);

        @Override
        protected Exporter create() {
            return new Exporter() {
                @Override
                public List<Option<?>> options() {
                    return List.of(DEPTH);
                }

                @Override
                public void export(ExportSubject subject, Options options, OutputStream out)
                        throws IOException {
                    out.write(text(subject));
                }
            };
        }
    }

    @Test
    void nothingIsWrongWithARightOne() {
        assertEquals(Set.of(), SuiteRun.failures(Right.class));
    }

    @Test
    void whatClosesTheCallersThingsIsFound() {
        assertEquals(Set.of("whatItWasGivenIsLeftOpen"), SuiteRun.failures(ClosesAll.class));
    }

    @Test
    void whatSwallowsFailuresIsFound() {
        assertEquals(
                Set.of("aFullDiskIsReported", "aSegmentationThatIsClosedIsReported"),
                SuiteRun.failures(SwallowsFailures.class));
    }

    @Test
    void whatSwallowsAnInterruptIsFound() {
        assertEquals(
                Set.of("aThreadThatIsInterruptedStaysSo"),
                SuiteRun.failures(SwallowsInterrupts.class));
    }

    @Test
    void whatKeepsStateIsFound() {
        assertEquals(
                Set.of(
                        "aThreadThatIsInterruptedStaysSo",
                        "nothingOfOneSegmentationIsInTheNextFile",
                        "severalThreadsGetEqualResults"),
                SuiteRun.failures(Remembers.class));
    }

    @Test
    void whatKnows256ClassesOnlyIsFound() {
        assertEquals(
                Set.of("modelsOfFewAndOfManyClassesAreWritten"),
                SuiteRun.failures(OneByteAClass.class));
    }

    @Test
    void optionsThatDoNotKeepTheirWordAreFound() {
        assertEquals(
                Set.of("itsOptionsHaveValidPresetsAndRefuseBadValues"),
                SuiteRun.failures(WrongOptions.class));
    }
}
