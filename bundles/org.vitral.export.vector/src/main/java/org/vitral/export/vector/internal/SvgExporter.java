// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.image.Region;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.ConnectedRegion;
import org.vitral.segmentation.Polygon;
import org.vitral.segmentation.Ring;

/**
 * Writes contours as SVG 1.1: a path for each class, holes by the even-odd rule, and a label in the
 * largest region of each. Its unit is a pixel of the upright photograph.
 *
 * @see <a href="https://www.w3.org/TR/SVG11/">SVG 1.1</a>
 */
@Component(
        property = {
            Exporter.NAME + "=svg",
            Exporter.SUFFIX + "=.svg",
            "service.description=The contours of what was found, as SVG"
        })
public final class SvgExporter implements Exporter {

    /** Whether the photograph is under the areas. */
    enum Photograph {
        /** It is not. */
        NONE,
        /** As a link to a file of its name, in the same folder. */
        LINK,
        /** Within the file, as JPEG. */
        EMBED
    }

    static final Option<Photograph> PHOTOGRAPH =
            Option.choice(
                    "photograph",
                    Photograph.NONE,
                    "The photograph under the areas: none, itself (embed), or a link to it, for"
                            + " which it must lie beside the SVG under its own name");

    static final Option<Double> OPACITY =
            Option.number(
                    "opacity",
                    1,
                    0,
                    1,
                    "How opaque the areas are; over a photograph 0.5 unless said");

    static final Option<Boolean> LABELS =
            Option.flag("labels", true, "Write the name of a class into its largest region");

    private static final double OVER_PHOTOGRAPH = 0.5;

    @Override
    public List<Option<?>> options() {
        return List.of(
                PHOTOGRAPH,
                OPACITY,
                LABELS,
                VectorOptions.TOLERANCE,
                VectorOptions.BACKGROUND,
                VectorOptions.MIN_AREA);
    }

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        CategoryMask mask = ClassArea.mask(subject);
        List<ClassArea> areas = ClassArea.of(mask, subject.segmentation(), options);
        int width = subject.image().uprightWidth();
        int height = subject.image().uprightHeight();
        Region part = subject.segmentation().region();
        Writer svg = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        svg.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        svg.write(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\""
                                + " xmlns:xlink=\"http://www.w3.org/1999/xlink\""
                                + " version=\"1.1\" width=\"%d\" height=\"%d\""
                                + " viewBox=\"0 0 %d %d\">\n")
                        .formatted(width, height, width, height));
        svg.write("<title>" + Xml.escape(subject.name()) + "</title>\n");
        photograph(svg, subject, options.get(PHOTOGRAPH));
        svg.write("<g fill-rule=\"evenodd\" shape-rendering=\"crispEdges\"");
        double opacity = opacity(options);
        if (opacity < 1) {
            svg.write(" opacity=\"" + opacity + "\"");
        }
        svg.write(">\n");
        for (ClassArea area : areas) {
            svg.write(
                    "<path id=\"class-%d\" fill=\"%s\" d=\""
                            .formatted(area.label().index(), area.label().color()));
            for (ConnectedRegion region : area.regions()) {
                for (Polygon polygon : region.polygons(options.get(VectorOptions.TOLERANCE))) {
                    ring(svg, polygon.outer(), part);
                    for (Ring hole : polygon.holes()) {
                        ring(svg, hole, part);
                    }
                }
            }
            svg.write("\"><title>" + Xml.escape(area.label().displayName()) + "</title></path>\n");
        }
        svg.write("</g>\n");
        if (options.get(LABELS)) {
            labels(svg, areas, mask, part, Math.min(width, height));
        }
        svg.write("</svg>\n");
        svg.flush();
    }

    private static double opacity(Options options) {
        return options.has(OPACITY) || options.get(PHOTOGRAPH) == Photograph.NONE
                ? options.get(OPACITY)
                : OVER_PHOTOGRAPH;
    }

    private static void photograph(Writer svg, ExportSubject subject, Photograph kind)
            throws IOException {
        String link =
                switch (kind) {
                    case NONE -> "";
                    case LINK -> Xml.escape(RelativeLink.to(subject.name()));
                    case EMBED -> "data:image/jpeg;base64," + UprightJpeg.base64(subject.image());
                };
        if (!link.isEmpty()) {
            svg.write(
                    "<image width=\"%d\" height=\"%d\" xlink:href=\""
                            .formatted(
                                    subject.image().uprightWidth(),
                                    subject.image().uprightHeight()));
            svg.write(link);
            svg.write("\"/>\n");
        }
    }

    private static void ring(Writer svg, Ring ring, Region part) throws IOException {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < ring.size(); i++) {
            int x = part.x() + ring.x(i);
            int y = part.y() + ring.y(i);
            if (i == 0) {
                path.append('M').append(x).append(' ').append(y);
            } else if (ring.y(i) == ring.y(i - 1)) {
                path.append('H').append(x);
            } else if (ring.x(i) == ring.x(i - 1)) {
                path.append('V').append(y);
            } else {
                path.append('L').append(x).append(' ').append(y);
            }
        }
        svg.append(path).write("Z");
    }

    private static void labels(
            Writer svg, List<ClassArea> areas, CategoryMask mask, Region part, int side)
            throws IOException {
        double size = Math.max(4, side / 24.0);
        svg.write(
                ("<g font-family=\"sans-serif\" font-size=\"%s\" text-anchor=\"middle\""
                                + " fill=\"#ffffff\" stroke=\"#000000\" stroke-width=\"%s\""
                                + " stroke-linejoin=\"round\" paint-order=\"stroke\">\n")
                        .formatted(size, size / 6));
        for (ClassArea area : areas) {
            LabelPlace place = LabelPlace.in(mask, area.regions().getFirst());
            svg.write(
                    "<text x=\"%s\" y=\"%s\">%s</text>\n"
                            .formatted(
                                    part.x() + place.x(),
                                    part.y() + place.y() + size / 3,
                                    Xml.escape(area.label().displayName())));
        }
        svg.write("</g>\n");
    }
}
