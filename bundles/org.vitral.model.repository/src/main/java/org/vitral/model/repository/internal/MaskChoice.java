// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.vitral.model.ModelException;

/**
 * Which of a model's outputs is the mask, where no descriptor says so. Of those that may be one, in
 * this order: the only one; the only one to which TFLite Metadata give a label map; the only one
 * whose name in the metadata, or else in the file, has "mask" or "segment" in it; the one with four
 * dimensions and the most numbers, with a warning if others have as many dimensions. If two are
 * equal in all of that, nothing can tell, and the model is refused.
 *
 * @param index the place among the outputs
 * @param warnings a sentence where the size decided
 */
record MaskChoice(int index, List<String> warnings) {

    /** What MediaPipe calls an output that is not the mask, but how good that is. */
    private static final String QUALITY = "quality_scores";

    static MaskChoice of(TfLiteFile file) throws ModelException {
        List<TensorFacts> outputs = file.outputs();
        List<Integer> candidates =
                IntStream.range(0, outputs.size())
                        .filter(i -> isMask(outputs.get(i), file))
                        .boxed()
                        .toList();
        if (candidates.isEmpty()) {
            throw new ModelException(
                    "%s gives no segmentation mask: its outputs are %s, but a mask is [1, H, W, C] scores or [1, H, W] whole-number class indices"
                            .formatted(file.name(), outputs));
        }
        OptionalInt only = only(candidates, i -> candidates.size() == 1);
        if (only.isEmpty()) {
            only = only(candidates, i -> file.metadata().labels().containsKey(i));
        }
        if (only.isEmpty()) {
            only = only(candidates, i -> isNamed(file.metadata().outputNames().get(i)));
        }
        if (only.isEmpty()) {
            only = only(candidates, i -> isNamed(outputs.get(i).name()));
        }
        return only.isPresent()
                ? new MaskChoice(only.getAsInt(), List.of())
                : largest(file, candidates);
    }

    private static boolean isMask(TensorFacts output, TfLiteFile file) {
        return (output.isScores() || output.isIndices()) && output.batch() == file.input().batch();
    }

    private static OptionalInt only(List<Integer> candidates, IntPredicate wanted) {
        int[] found = candidates.stream().mapToInt(i -> i).filter(wanted).toArray();
        return found.length == 1 ? OptionalInt.of(found[0]) : OptionalInt.empty();
    }

    private static boolean isNamed(String name) {
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        return lower.contains("mask") || lower.contains("segment");
    }

    private static MaskChoice largest(TfLiteFile file, List<Integer> candidates)
            throws ModelException {
        Comparator<Integer> size =
                Comparator.comparing((Integer i) -> file.outputs().get(i).shape().size() == 4)
                        .thenComparing(i -> file.outputs().get(i).elements());
        List<Integer> order = new ArrayList<>(candidates);
        order.sort(size.reversed());
        int first = order.get(0);
        int second = order.get(1);
        if (size.compare(first, second) == 0) {
            throw new ModelException(
                    "%s has several outputs that may be the mask, among them %d and %d, both %s: say which in a descriptor, as output.index"
                            .formatted(
                                    file.name(),
                                    Math.min(first, second),
                                    Math.max(first, second),
                                    file.outputs().get(first)));
        }
        boolean clear =
                file.outputs().get(first).shape().size() == 4
                        && file.outputs().get(second).shape().size() < 4;
        return new MaskChoice(
                first,
                clear
                        ? List.of()
                        : List.of(
                                "%s does not say which of its outputs is the mask: the largest one is used, output %d, %s"
                                        .formatted(file.name(), first, file.outputs().get(first))));
    }

    /** The output with quality scores: one that is called so, and no image. */
    static OptionalInt quality(TfLiteFile file) {
        return IntStream.range(0, file.outputs().size())
                .filter(i -> file.outputs().get(i).shape().size() <= 2)
                .filter(
                        i ->
                                QUALITY.equals(file.metadata().outputNames().get(i))
                                        || file.outputs().get(i).name().contains(QUALITY))
                .findFirst();
    }
}
