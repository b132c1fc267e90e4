// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.image.Image;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/** The photograph, and beside it what was seen in it; one below the other where both are wide. */
@Component(
        property = {
            Renderer.NAME + "=side-by-side",
            "service.description=The photograph, and beside it what was found"
        })
public final class SideBySideRenderer implements Renderer {

    /** What is shown beside the photograph. */
    enum Beside {
        /** The classes over the photograph. */
        OVERLAY,
        /** The colours of the classes alone. */
        COLORS
    }

    /** Where that is put. */
    enum Arrangement {
        /** Below where the photograph is more than twice as wide as high, else on the right. */
        AUTO,
        /** On the right. */
        RIGHT,
        /** Below. */
        BELOW
    }

    private static final float GAP = 1 / 100f;

    static final Option<Beside> SHOWN =
            Option.choice("shown", Beside.OVERLAY, "What is shown beside the photograph");

    static final Option<Arrangement> ARRANGEMENT =
            Option.choice("arrangement", Arrangement.AUTO, "Where it is put");

    static final Option<Integer> GAP_COLOR =
            Option.color("gap-color", Style.WHITE, "The colour between the two");

    private static final List<Option<?>> OPTIONS =
            List.of(
                    SHOWN,
                    ARRANGEMENT,
                    GAP_COLOR,
                    OverlayOptions.OPACITY,
                    ColorOptions.PALETTE,
                    ColorOptions.COLORS,
                    OverlayOptions.LABELS,
                    OverlayOptions.LEGEND);

    @Override
    public List<Option<?>> options() {
        return OPTIONS;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        int width = image.uprightWidth();
        int height = image.uprightHeight();
        boolean below =
                switch (options.get(ARRANGEMENT)) {
                    case AUTO -> width > 2L * height;
                    case RIGHT -> false;
                    case BELOW -> true;
                };
        int gap = Math.max(1, Math.round(GAP * Math.min(width, height)));
        long wide = below ? width : 2L * width + gap;
        long high = below ? 2L * height + gap : height;
        Picture.checkSize(
                (int) Math.min(wide, Integer.MAX_VALUE), (int) Math.min(high, Integer.MAX_VALUE));
        Picture seen = seen(image, segmentation, options);
        Picture both = Picture.black((int) wide, (int) high);
        both.fill(options.get(GAP_COLOR));
        both.put(Picture.of(image), 0, 0);
        both.put(seen, below ? 0 : width + gap, below ? height + gap : 0);
        return both.image();
    }

    private static Picture seen(Image image, Segmentation segmentation, Options options) {
        if (options.get(SHOWN) == Beside.COLORS) {
            Options said = options.with(ColorsRenderer.LEGEND, options.get(OverlayOptions.LEGEND));
            return ColorsRenderer.draw(image, segmentation, said);
        }
        ClassColors colors = ColorOptions.colors(segmentation.model(), options);
        return Overlay.of(image, segmentation, colors, Style.DEFAULT.with(options));
    }
}
