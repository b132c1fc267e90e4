// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.image.Region;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.Segmentation;

/**
 * Draws the classes that were found over the photograph: translucent, in the colours of their
 * labels, with a fine line where classes meet and a legend with the share of each.
 *
 * <p>The picture is RGB at the size of the upright photograph. The background is left as it is. A
 * segmentation of a region is drawn on that region only.
 */
@Component(configurationPid = OverlayRenderer.PID, property = Renderer.NAME + "=overlay")
@Designate(ocd = OverlayRenderer.Config.class)
public final class OverlayRenderer implements Renderer {

    static final String PID = "org.vitral.render.overlay";

    /** The thickness of the line as a part of the shorter side of the picture, and its least. */
    private static final float LINE = 1 / 420f;

    private static final float FINEST_LINE = 1.8f;

    @ObjectClassDefinition(
            id = PID,
            name = "Vitral overlay",
            description = "How the classes are drawn over a photograph.")
    @interface Config {
        @AttributeDefinition(
                name = "Opacity",
                description =
                        "How much of a class's colour is seen: 0 is nothing, 1 hides the photograph.",
                min = "0",
                max = "1")
        float opacity() default 0.5f;

        @AttributeDefinition(
                name = "Contour",
                description = "Whether a fine line is drawn where classes meet.")
        boolean contour() default true;

        @AttributeDefinition(
                name = "Legend",
                description = "Whether a legend with the share of each class is drawn.")
        boolean legend() default true;
    }

    private final Logger log;
    private volatile Style style = Style.DEFAULT;

    @Activate
    public OverlayRenderer(@Reference(service = LoggerFactory.class) Logger log, Config config) {
        this.log = log;
        configure(config);
    }

    /** A configuration that cannot be used is reported, and what was there before stays. */
    @Modified
    void configure(Config config) {
        try {
            style = new Style(config.opacity(), config.contour(), config.legend());
        } catch (IllegalArgumentException e) {
            log.warn("{}: {}; {} stays in use", PID, e.getMessage(), style);
        }
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        Style now = style;
        Region region = segmentation.region();
        CategoryMask mask = segmentation.categoryMask(region.width(), region.height());
        check(image, mask, region);
        ClassColors colors = new ClassColors(segmentation.model().labels());
        Picture picture = Picture.of(image);
        new Tint(colors, now.opacity()).paint(picture, mask, region);
        if (now.contour()) {
            float thickness = LINE * Math.min(picture.width, picture.height);
            new Contour(Math.max(FINEST_LINE, thickness)).paint(picture, mask, region);
        }
        if (now.legend()) {
            OutlineFont font = OutlineFont.legend();
            LegendLayout.of(segmentation.labels(), colors, font, picture.width, picture.height)
                    .ifPresent(
                            layout ->
                                    new Legend(font, layout).paint(picture, mask, region, colors));
        }
        return Image.of(picture.rgb, picture.width, picture.height, PixelFormat.RGB);
    }

    private static void check(Image image, CategoryMask mask, Region region) {
        if (!region.isWithin(image.uprightWidth(), image.uprightHeight())
                || mask.width() != region.width()
                || mask.height() != region.height()) {
            throw new IllegalArgumentException(
                    "A mask of %d x %d for %s does not belong to an image of %d x %d"
                            .formatted(
                                    mask.width(),
                                    mask.height(),
                                    region,
                                    image.uprightWidth(),
                                    image.uprightHeight()));
        }
    }
}
