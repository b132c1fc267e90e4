// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;
import org.vitral.model.Label;

/** A service that reads truths and counts how masks match them, or each other. */
@ProviderType
public interface Evaluator {

    /** What datasets in the style of PASCAL VOC call a pixel that nobody is judged by. */
    int VOC_IGNORE = 255;

    /**
     * Reads a truth, a PNG. Of an indexed one the values of the pixels are the indices of their
     * classes, whatever its palette; so are those of a grey one of up to 16 bits. In one of RGB of
     * 8 bits each colour is that of one label, or the one that VOC's colour map has for what is
     * ignored.
     *
     * @param in the file; left open
     * @param width the number of columns that it must have
     * @param height the number of rows that it must have
     * @param labels the classes that there are
     * @param ignored the index of the pixels that do not count; it may be that of a class
     * @throws IOException if it cannot be read, has another size, or a pixel is of no class; one
     *     sentence
     */
    TruthMask readTruth(
            InputStream in, int width, int height, List<Label> labels, OptionalInt ignored)
            throws IOException;

    /**
     * Starts to evaluate masks.
     *
     * @param labels the classes of both the masks and the truths
     * @param ignored the index of the pixels of a truth that do not count
     */
    Evaluation evaluate(List<Label> labels, OptionalInt ignored);

    /**
     * Starts to compare what two models, or two engines of one model, see in the same photographs.
     *
     * @param first the classes of the first one
     * @param second the classes of the second one
     * @throws IllegalArgumentException if no name is in both; one sentence
     */
    Comparison compare(List<Label> first, List<Label> second);
}
