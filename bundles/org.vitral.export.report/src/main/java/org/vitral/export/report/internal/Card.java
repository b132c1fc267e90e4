// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.vitral.export.ExportSubject;

/** What the report shows of one photograph. */
final class Card {

    private static final int NAMED_CLASSES = 5;

    private Card() {}

    static String html(ExportSubject subject, Thumbnails thumbnails, List<ClassFigures> figures) {
        StringBuilder html = new StringBuilder();
        StringJoiner found = new StringJoiner("\n");
        found.add(subject.name().toLowerCase(Locale.ROOT));
        figures.forEach(f -> found.add(f.label().displayName().toLowerCase(Locale.ROOT)));
        html.append("<figure class=\"card\" data-find=\"")
                .append(Html.escape(found.toString()))
                .append("\">\n<div class=\"picture\">");
        String size =
                " width=\"%d\" height=\"%d\"".formatted(thumbnails.width(), thumbnails.height());
        html.append("<img").append(size).append(" alt=\"\" decoding=\"async\" src=\"");
        html.append("data:image/jpeg;base64,").append(thumbnails.photograph()).append("\">");
        html.append("<img class=\"areas\"").append(size);
        html.append(" alt=\"\" decoding=\"async\" src=\"data:image/png;base64,");
        html.append(thumbnails.areas()).append("\"></div>\n<figcaption><b>");
        html.append(Html.escape(subject.name())).append("</b> <span>");
        html.append(subject.image().uprightWidth()).append("&thinsp;&times;&thinsp;");
        html.append(subject.image().uprightHeight()).append("</span>\n");
        bar(html, figures);
        html.append("<ul>");
        for (ClassFigures one : figures.subList(0, Math.min(NAMED_CLASSES, figures.size()))) {
            html.append("<li><i style=\"background:").append(one.label().color()).append("\"></i>");
            html.append(Html.escape(one.label().displayName()));
            html.append(" <em>").append(Html.percent(one.share())).append("</em></li>");
        }
        if (figures.size() > NAMED_CLASSES) {
            html.append("<li>and %d more</li>".formatted(figures.size() - NAMED_CLASSES));
        }
        return html.append("</ul></figcaption>\n</figure>\n").toString();
    }

    /** The shares beside each other. */
    private static void bar(StringBuilder html, List<ClassFigures> figures) {
        html.append("<svg class=\"bar\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\"");
        html.append(" role=\"img\" aria-label=\"shares\">");
        double x = 0;
        for (ClassFigures one : figures) {
            double width = 100 * one.share();
            html.append("<rect x=\"").append(Html.number(x));
            html.append("\" width=\"").append(Html.number(width));
            html.append("\" height=\"4\" fill=\"").append(one.label().color()).append("\"><title>");
            html.append(Html.escape(one.label().displayName())).append(' ');
            html.append(Html.percent(one.share())).append("</title></rect>");
            x += width;
        }
        html.append("</svg>\n");
    }
}
