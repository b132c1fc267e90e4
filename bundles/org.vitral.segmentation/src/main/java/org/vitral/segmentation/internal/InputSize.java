// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.segmentation.SegmentationException;

/** The size of images that a model shall take: {@code WIDTHxHEIGHT}. */
record InputSize(int width, int height) {

    /** Larger ones would need more memory than any machine has. */
    private static final int MOST = 16_384;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})[xX](\\d{1,6})");

    /**
     * The size that a text says, or none where it is empty.
     *
     * @throws SegmentationException if it says anything else
     */
    static Optional<InputSize> parse(String text) throws SegmentationException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher size = TEXT.matcher(text);
        if (size.matches()) {
            int width = Integer.parseInt(size.group(1));
            int height = Integer.parseInt(size.group(2));
            if (width >= 1 && height >= 1 && width <= MOST && height <= MOST) {
                return Optional.of(new InputSize(width, height));
            }
        }
        throw new SegmentationException(
                "input.size is a width and a height from 1 to %d, such as 513x513, not \"%s\""
                        .formatted(MOST, text));
    }

    /**
     * The model with this size as its input's.
     *
     * @throws SegmentationException if its input has another one that is fixed
     */
    ModelDescription of(ModelDescription model) throws SegmentationException {
        ModelInput input = model.input();
        if (input.width() == width && input.height() == height) {
            return model;
        }
        if (!input.resizable()) {
            throw new SegmentationException(
                    "The model %s takes images of %d x %d and no other size, and was asked to take %d x %d"
                            .formatted(model.name(), input.width(), input.height(), width, height));
        }
        return model.withSizes(input.withSize(width, height), model.output());
    }
}
