// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that measures models. One run at a time is a run that measures something. */
@ProviderType
public interface Bench {

    /**
     * Measures. Takes as long as the request says; interrupting the thread ends it between two
     * rounds.
     *
     * @param request what to measure
     * @param progress told what is being done
     * @return all that was measured
     * @throws BenchException if nothing can be measured: why, in a sentence
     */
    BenchReport run(BenchRequest request, BenchProgress progress) throws BenchException;

    /** What a report says, as tables for a person. */
    List<BenchTable> tables(BenchReport report);

    /**
     * Writes a report; the caller closes the stream.
     *
     * @throws IOException if it cannot be written, or the format needs a service that is not here
     */
    void write(BenchReport report, BenchFormat format, OutputStream out) throws IOException;

    /**
     * Compares two reports that were written as {@link BenchFormat#JSON}, and says which
     * differences are real.
     *
     * @throws BenchException if a file cannot be read, is no report, or the two have nothing in
     *     common: why, in a sentence that begins with the file
     */
    BenchComparison compare(Path before, Path after) throws BenchException;
}
