// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vitral.image.Image;
import org.vitral.image.Orientation;
import org.vitral.image.Region;
import org.vitral.model.Activation;
import org.vitral.model.Label;
import org.vitral.model.ModelDescription;
import org.vitral.model.ModelInput;
import org.vitral.model.ModelOutput;
import org.vitral.model.Normalization;
import org.vitral.model.OutputKind;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.Frames;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/**
 * A segmentation without a model: a grid of classes that a test says, with all views of it. Masks
 * of other sizes than the grid's take the nearest place of it. The class that is said has a
 * confidence of {@value #CONFIDENCE}, and the others share the rest.
 *
 * <p>For any number of threads; after {@link #close()} it throws as a real one does.
 */
public final class SampleSegmentation implements Segmentation {

    /** How sure it is of each pixel, where there are two classes or more. */
    public static final double CONFIDENCE = 0.9;

    private final List<Label> classes;
    private final int columns;
    private final int rows;
    private final int[] grid;
    private final Frames frames;
    private final boolean scored;
    private volatile CategoryMask mask;
    private volatile boolean closed;

    private SampleSegmentation(List<Label> classes, int[] grid, Frames frames, boolean scored) {
        this.classes = List.copyOf(classes);
        this.columns = frames.modelWidth();
        this.rows = frames.modelHeight();
        this.grid = grid;
        this.frames = frames;
        this.scored = scored;
        if (grid.length != columns * rows) {
            throw new IllegalArgumentException(
                    "A grid of %d x %d has not %d places".formatted(columns, rows, grid.length));
        }
    }

    /**
     * A segmentation of an image that is as large as the grid.
     *
     * @param classes what the model knows, in the order of their indices
     * @param grid the index of the class of each place, row by row
     */
    public static SampleSegmentation of(List<Label> classes, int columns, int rows, int... grid) {
        Frames frames =
                new Frames(
                        columns,
                        rows,
                        new Region(0, 0, columns, rows),
                        columns,
                        rows,
                        Orientation.UPRIGHT);
        return new SampleSegmentation(classes, grid.clone(), frames, true);
    }

    /** Nothing but the first class. */
    public static SampleSegmentation empty(List<Label> classes, int columns, int rows) {
        return of(classes, columns, rows, new int[columns * rows]);
    }

    /**
     * Background, with a disc of one class and a ring of another in it, whose names have in them
     * what a careless writer of files trips over.
     */
    public static SampleSegmentation shapes(int columns, int rows) {
        double radius = Math.min(columns, rows);
        return empty(labels("background", "person, \"standing\"", "Hündin <&> 犬"), columns, rows)
                .withEllipse(1, columns * 0.35, rows * 0.6, radius * 0.25, radius * 0.3)
                .withEllipse(2, columns * 0.7, rows * 0.3, radius * 0.2, radius * 0.2)
                .withEllipse(0, columns * 0.7, rows * 0.3, radius * 0.08, radius * 0.08);
    }

    /** Classes of those names, in the colours of PASCAL VOC. */
    public static List<Label> labels(String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(index -> new Label(index, names[index], color(index)))
                .toList();
    }

    /** So many classes, {@code class 0} and so on, in the colours of PASCAL VOC. */
    public static List<Label> labels(int number) {
        return labels(
                IntStream.range(0, number)
                        .mapToObj(index -> "class " + index)
                        .toArray(String[]::new));
    }

    /**
     * The colour that PASCAL VOC gives a class: the bits of its index, spread over the channels.
     */
    public static int color(int index) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int bit = 7, rest = index; bit >= 0; bit--, rest >>= 3) {
            red |= (rest & 1) << bit;
            green |= (rest >> 1 & 1) << bit;
            blue |= (rest >> 2 & 1) << bit;
        }
        return red << 16 | green << 8 | blue;
    }

    /** This one with an ellipse of a class; lengths are in places of the grid. */
    public SampleSegmentation withEllipse(
            int label, double x, double y, double radiusX, double radiusY) {
        int[] painted = grid.clone();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double right = (column + 0.5 - x) / radiusX;
                double down = (row + 0.5 - y) / radiusY;
                if (right * right + down * down <= 1) {
                    painted[row * columns + column] = label;
                }
            }
        }
        return new SampleSegmentation(classes, painted, frames, scored);
    }

    /** This one as what was seen in the whole of an image. */
    public SampleSegmentation in(Image image) {
        return in(image, new Region(0, 0, image.uprightWidth(), image.uprightHeight()));
    }

    /** This one as what was seen in a part of an image. */
    public SampleSegmentation in(Image image, Region region) {
        return new SampleSegmentation(
                classes, grid, Frames.of(columns, rows, region, image), scored);
    }

    /** This one as of a model that gives class indices only: it has no confidences. */
    public SampleSegmentation withoutScores() {
        return new SampleSegmentation(classes, grid, frames, false);
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This segmentation is closed");
        }
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    int classAt(int column, int row) {
        return grid[row * columns + column];
    }

    double confidence(int label, int column, int row) {
        int others = classes.size() - 1;
        if (others == 0) {
            return 1;
        }
        return classAt(column, row) == label ? CONFIDENCE : (1 - CONFIDENCE) / others;
    }

    @Override
    public int width() {
        requireOpen();
        return frames.region().width();
    }

    @Override
    public int height() {
        requireOpen();
        return frames.region().height();
    }

    @Override
    public Region region() {
        requireOpen();
        return frames.region();
    }

    @Override
    public int modelWidth() {
        requireOpen();
        return columns;
    }

    @Override
    public int modelHeight() {
        requireOpen();
        return rows;
    }

    @Override
    public CategoryMask categoryMask() {
        requireOpen();
        CategoryMask made = mask;
        if (made == null) {
            made = categoryMask(width(), height());
            mask = made;
        }
        return made;
    }

    @Override
    public CategoryMask categoryMask(int width, int height) {
        requireOpen();
        return SampleCategoryMask.of(this, width, height, bytesPerPixel());
    }

    private int bytesPerPixel() {
        return classes.size() > 256 ? 2 : 1;
    }

    /** Where a place has the index that stands for no class: 255, or 65,535. */
    @Override
    public Optional<Label> unlabelled() {
        requireOpen();
        Label none = Label.unlabelled(bytesPerPixel());
        boolean free = none.index() >= classes.size();
        return free && IntStream.of(grid).anyMatch(index -> index == none.index())
                ? Optional.of(none)
                : Optional.empty();
    }

    @Override
    public ConfidenceMask confidenceMask(int label) {
        return confidenceMask(label, columns, rows);
    }

    @Override
    public ConfidenceMask confidenceMask(int label, int width, int height) {
        requireScores(label);
        return SampleConfidenceMask.of(
                this, width, height, (column, row) -> confidence(label, column, row));
    }

    @Override
    public ConfidenceMask scores(int label) {
        requireScores(label);
        return SampleConfidenceMask.of(
                this, columns, rows, (column, row) -> Math.log(confidence(label, column, row)));
    }

    private void requireScores(int label) {
        requireOpen();
        if (!scored || label < 0 || label >= classes.size()) {
            throw new IllegalArgumentException(
                    scored
                            ? "There is no class %d".formatted(label)
                            : "This segmentation has class indices only");
        }
    }

    @Override
    public ConfidenceMask margin() {
        int others = requireScores();
        double lead = others == 0 ? 1 : CONFIDENCE - (1 - CONFIDENCE) / others;
        return SampleConfidenceMask.of(this, columns, rows, (column, row) -> lead);
    }

    @Override
    public ConfidenceMask entropy() {
        int others = requireScores();
        double rest = (1 - CONFIDENCE) / Math.max(others, 1);
        double bits =
                others == 0
                        ? 0
                        : -(CONFIDENCE * Math.log(CONFIDENCE) + others * rest * Math.log(rest))
                                / Math.log(2);
        return SampleConfidenceMask.of(this, columns, rows, (column, row) -> bits);
    }

    private int requireScores() {
        requireOpen();
        if (!scored) {
            throw new UnsupportedOperationException("This segmentation has class indices only");
        }
        return classes.size() - 1;
    }

    @Override
    public List<LabelShare> labels() {
        CategoryMask seen = categoryMask();
        long[] pixels = new long[Label.MOST_CLASSES + 1];
        for (int label : seen.toInts()) {
            pixels[label]++;
        }
        double all = (double) seen.width() * seen.height();
        List<LabelShare> found = new ArrayList<>();
        for (int label = 0; label < pixels.length; label++) {
            if (pixels[label] > 0) {
                found.add(new LabelShare(label(label), pixels[label], pixels[label] / all));
            }
        }
        found.sort(Comparator.comparingLong(LabelShare::pixels).reversed());
        return List.copyOf(found);
    }

    @Override
    public Frames frames() {
        requireOpen();
        return frames;
    }

    @Override
    public Timings timings() {
        requireOpen();
        return new Timings(Duration.ofMillis(1), Duration.ofMillis(12), Duration.ofMillis(2));
    }

    @Override
    public ModelDescription model() {
        requireOpen();
        return new ModelDescription(
                "shapes",
                "1.0.0",
                "Shapes",
                "0".repeat(64),
                "Apache-2.0",
                new ModelInput(columns, rows, Normalization.DEFAULT),
                new ModelOutput(
                        0,
                        scored ? OutputKind.SCORES : OutputKind.CLASS_INDICES,
                        Activation.NONE,
                        columns,
                        rows),
                classes,
                List.of());
    }

    @Override
    public List<EffectiveDelegate> delegates() {
        requireOpen();
        return List.of(new EffectiveDelegate("cpu", ""));
    }

    @Override
    public String delegateReason() {
        requireOpen();
        return "";
    }

    @Override
    public long generation() {
        requireOpen();
        return 1;
    }

    @Override
    public Segmentation copy() {
        requireOpen();
        return new SampleSegmentation(classes, grid, frames, scored);
    }

    @Override
    public void close() {
        closed = true;
    }
}
