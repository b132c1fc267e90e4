// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.vitral.image.Region;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;

/**
 * What a model saw in one image. All views are in the upright frame and are made when they are
 * first asked for.
 *
 * <p>A segmentation owns a copy of the model's scores and holds no part of an engine. Who asked for
 * it closes it; its masks are views that are valid until then. Views may be asked for by several
 * threads; whoever closes does so after the last of them.
 *
 * <p>Of an image that was looked at in tiles (see {@link Tiling}), {@link #categoryMask()} is the
 * maximum over the blended scores of the tiles; a mask of another size takes the class of the pixel
 * of it that lies in the middle of each of its own. The model's size is then that of its mask for
 * one tile: scores and confidences have it, over the whole region, and are those of the blended
 * scores at the pixel in the middle of each place.
 *
 * <p>Every method but {@link #close()} throws {@link IllegalStateException} after close.
 */
@ProviderType
public interface Segmentation extends AutoCloseable {

    /** The number of columns of the upright image, or of the region that was asked for. */
    int width();

    /** The number of rows of the upright image, or of the region that was asked for. */
    int height();

    /**
     * The part of the upright image that was looked at; the whole of it where none was asked for.
     */
    Region region();

    /** The number of columns of the model's own mask. */
    int modelWidth();

    /** The number of rows of the model's own mask. */
    int modelHeight();

    /**
     * The class of every pixel at the size that was asked for, else at that of the image: the
     * maximum over the bilinearly interpolated scores. Computed once.
     */
    CategoryMask categoryMask();

    /**
     * The class of every pixel at any size. At the model's size it is the maximum of the scores as
     * the model gave them. A tie goes to the class with the lower index. What {@link OutputOptions}
     * rule out is left out at every size.
     *
     * @param width the number of columns, at least 1
     * @param height the number of rows, at least 1
     */
    CategoryMask categoryMask(int width, int height);

    /**
     * The confidence of one class at the size that was asked for, else at that of the model.
     * Computed once.
     *
     * @param label the index of the class
     * @throws IllegalArgumentException if the model has no such class, or gives class indices only
     */
    ConfidenceMask confidenceMask(int label);

    /**
     * The confidence of one class at any size: the activation of the bilinearly interpolated
     * scores, so that the classes of a pixel add up to 1 after softmax as they do at the model's
     * size. Computed once.
     *
     * @param label the index of the class
     * @param width the number of columns, at least 1
     * @param height the number of rows, at least 1
     * @throws IllegalArgumentException if the model has no such class, or gives class indices only
     */
    ConfidenceMask confidenceMask(int label, int width, int height);

    /**
     * The scores of one class at the model's size, as the model gave them (logits, for DeepLab).
     *
     * @param label the index of the class
     * @throws IllegalArgumentException if the model has no such class, or gives class indices only
     */
    ConfidenceMask scores(int label);

    /**
     * By how much the best class leads at the model's size: its confidence less that of the second
     * one, from 0 (a tie) to 1. Computed at each call.
     *
     * @throws UnsupportedOperationException if the model gives class indices only
     */
    ConfidenceMask margin();

    /**
     * How undecided the model is at the model's size: Shannon's entropy of the confidences, divided
     * by their sum where that is not 1, in bits. It is 0 where one class has all confidence, and
     * the binary logarithm of the number of classes where all have the same. Computed at each call.
     *
     * @throws UnsupportedOperationException if the model gives class indices only
     */
    ConfidenceMask entropy();

    /** The classes that {@link #categoryMask()} holds, the largest first. */
    List<LabelShare> labels();

    /**
     * What stands in {@link #labels()} and in the category masks for a pixel that no class took;
     * nothing where there can be none. See {@link OutputOptions}.
     */
    default Optional<Label> unlabelled() {
        return Optional.empty();
    }

    /**
     * The label of a value in a category mask, also of one that stands for no class, or that the
     * label map does not name.
     */
    default Label label(int index) {
        List<Label> known = model().labels();
        return unlabelled()
                .filter(none -> none.index() == index)
                .orElseGet(
                        () ->
                                index < known.size()
                                        ? known.get(index)
                                        : new Label(index, "class " + index, 0x808080));
    }

    /**
     * What the caller should know of how options were met, a sentence each; mostly none. One is
     * that the names are in another language than was asked for.
     */
    default List<String> notes() {
        return List.of();
    }

    /** The names and colours of the classes that were found, the largest first. */
    default List<Label> legend() {
        return labels().stream().map(LabelShare::label).toList();
    }

    /**
     * How good the model thinks that its masks are, in the order in which it gives them; their
     * meaning is the model's. Empty where the model gives none. MediaPipe's {@code quality_scores}.
     */
    default List<Float> qualityScores() {
        return List.of();
    }

    /** How the masks lie in the upright frame, and that in the image as stored. */
    Frames frames();

    /** How long each stage took; what has not been asked for yet counts nothing. */
    Timings timings();

    /** The model that it was made with. */
    ModelDescription model();

    /**
     * The delegates that it was made on, in the order in which they were applied, and what each
     * took of the model.
     */
    List<EffectiveDelegate> delegates();

    /**
     * Why it was made on these: what {@link Delegates#AUTO} measured, or why a delegate that was
     * asked for is not among them. Empty where they are just what was asked for.
     */
    String delegateReason();

    /** The names of the delegates, for example {@code xnnpack} or {@code gpu,xnnpack}. */
    default String delegate() {
        return EffectiveDelegate.names(delegates());
    }

    /** The number of the engine that it was made by, from 1. */
    long generation();

    /**
     * The same segmentation once more, with a copy of the scores. It stays usable when this one is
     * closed, and is closed for itself.
     */
    Segmentation copy();

    /** Gives its memory back. Closing twice does nothing more. */
    @Override
    void close();
}
