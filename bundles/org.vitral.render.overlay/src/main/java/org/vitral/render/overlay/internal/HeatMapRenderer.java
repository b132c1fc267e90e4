// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.model.OutputKind;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.ConfidenceMask;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.OutputOptions;
import org.vitral.segmentation.Segmentation;

/**
 * How sure the model is, over the photograph in grey: dark blue where it is not, yellow where it
 * is. It is what the model says at its own size, interpolated.
 */
@Component(
        property = {
            Renderer.NAME + "=heatmap",
            "service.description=How sure the model is, in colours over the photograph in grey"
        })
public final class HeatMapRenderer implements Renderer {

    /** What is shown. */
    enum Measure {
        /** The confidence of the class that won. */
        CONFIDENCE,
        /** By how much it leads over the second one. */
        MARGIN
    }

    static final Option<Measure> OF =
            Option.choice(
                    "of",
                    Measure.CONFIDENCE,
                    "What is shown: the confidence of the winner, or its lead over the second");

    static final Option<String> CLASS =
            Option.text("class", "", "The class whose confidence is shown; the winner's if none");

    static final Option<Double> OPACITY =
            Option.number(
                    "opacity",
                    0.7,
                    0,
                    1,
                    "How much of the colours is seen; 1 hides the photograph");

    static final Option<Boolean> LEGEND = Option.flag("legend", true, "Whether the scale is drawn");

    private static final List<Option<?>> OPTIONS = List.of(OF, CLASS, OPACITY, LEGEND);

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        ModelDescription model = segmentation.model();
        if (model.output().kind() == OutputKind.CLASS_INDICES) {
            throw new IllegalArgumentException(
                    "The model %s gives the index of the class at each place and no confidence, which a heat map shows"
                            .formatted(model.name()));
        }
        Region region = Scenery.of(image, segmentation).region();
        Picture picture = Picture.of(image);
        picture.makeGrey(1, 0);
        String title = title(model, options);
        Grid grid =
                new Grid(
                        values(segmentation, options),
                        segmentation.modelWidth(),
                        segmentation.modelHeight());
        float opacity = options.get(OPACITY).floatValue();
        for (int y = 0; y < region.height(); y++) {
            float down = (y + 0.5f) * grid.height / region.height() - 0.5f;
            for (int x = 0; x < region.width(); x++) {
                float along = (x + 0.5f) * grid.width / region.width() - 0.5f;
                int color = Viridis.rgb(grid.value(along, down));
                picture.blend(region.x() + x, region.y() + y, color, opacity);
            }
        }
        if (options.get(LEGEND)) {
            ScaleBar.paint(picture, title, OutlineFont.legend());
        }
        return picture.image();
    }

    private static String title(ModelDescription model, Options options) {
        String name = options.get(CLASS);
        if (name.isBlank()) {
            return options.get(OF) == Measure.MARGIN ? "margin" : "confidence";
        }
        if (options.get(OF) == Measure.MARGIN) {
            throw new IllegalArgumentException(
                    "A margin is the winner's lead and of no one class, but the class is " + name);
        }
        return "confidence: " + model.labels().get(index(model, name)).displayName();
    }

    private static int index(ModelDescription model, String name) {
        return OutputOptions.DEFAULT.withDenied(List.of(name)).ruledOut(model).nextSetBit(0);
    }

    private static float[] values(Segmentation segmentation, Options options) {
        if (options.get(OF) == Measure.MARGIN) {
            return segmentation.margin().toFloats();
        }
        if (!options.get(CLASS).isBlank()) {
            return confidences(segmentation, index(segmentation.model(), options.get(CLASS)));
        }
        float[] most = new float[segmentation.modelWidth() * segmentation.modelHeight()];
        Arrays.fill(most, 0);
        int unlabelled = segmentation.unlabelled().map(label -> label.index()).orElse(-1);
        for (LabelShare found : segmentation.labels()) {
            int index = found.label().index();
            if (index != unlabelled) {
                float[] values = confidences(segmentation, index);
                for (int i = 0; i < most.length; i++) {
                    most[i] = Math.max(most[i], values[i]);
                }
            }
        }
        return most;
    }

    private static float[] confidences(Segmentation segmentation, int label) {
        ConfidenceMask mask =
                segmentation.confidenceMask(
                        label, segmentation.modelWidth(), segmentation.modelHeight());
        return mask.toFloats();
    }

    /** Values at places, interpolated between them. */
    private record Grid(float[] values, int width, int height) {

        float value(float x, float y) {
            float across = Math.clamp(x, 0, width - 1f);
            float down = Math.clamp(y, 0, height - 1f);
            int left = (int) across;
            int right = Math.min(left + 1, width - 1);
            int top = (int) down * width;
            int bottom = Math.min((int) down + 1, height - 1) * width;
            float above = mix(values[top + left], values[top + right], across - left);
            float below = mix(values[bottom + left], values[bottom + right], across - left);
            return mix(above, below, down - (int) down);
        }

        private static float mix(float one, float other, float part) {
            return one + (other - one) * part;
        }
    }
}
