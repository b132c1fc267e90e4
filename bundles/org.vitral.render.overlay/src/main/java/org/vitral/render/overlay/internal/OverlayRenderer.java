// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
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
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.render.Renderer;
import org.vitral.segmentation.Segmentation;

/**
 * Draws the classes that were found over the photograph: translucent, in the colours of their
 * labels, with a fine line where classes meet and a legend with the share of each.
 *
 * <p>The picture is RGB at the size of the upright photograph. The background is left as it is. A
 * segmentation of a region is drawn on that region only.
 */
@Component(
        configurationPid = OverlayRenderer.PID,
        property = {
            Renderer.NAME + "=overlay",
            "service.description=The photograph, with each class in its colour over it and a legend"
        })
@Designate(ocd = OverlayRenderer.Config.class)
public final class OverlayRenderer implements Renderer {

    static final String PID = "org.vitral.render.overlay";

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
            log.warn("{}: {}; {} stays in use", PID, e.getMessage(), style.opacity());
        }
    }

    @Override
    public List<Option<?>> options() {
        return OverlayOptions.ALL;
    }

    @Override
    public Image render(Image image, Segmentation segmentation, Options options) {
        ClassColors colors = ColorOptions.colors(segmentation.model(), options);
        return Overlay.of(image, segmentation, colors, style.with(options)).image();
    }
}
