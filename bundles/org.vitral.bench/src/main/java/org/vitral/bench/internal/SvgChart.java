// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

/** A chart as SVG. */
final class SvgChart {

    private SvgChart() {}

    static String of(Chart chart) {
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" \
                viewBox="0 0 %1$d %2$d" font-family="sans-serif">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                """
                        .formatted(chart.width(), chart.height()));
        for (Chart.Box box : chart.boxes()) {
            svg.append(
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#%06x\"/>%n"
                            .formatted(box.x(), box.y(), box.width(), box.height(), box.color()));
        }
        for (Chart.Text text : chart.texts()) {
            svg.append(
                    "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"#%06x\"%s>%s</text>%n"
                            .formatted(
                                    text.x(),
                                    text.y(),
                                    text.size(),
                                    text.color(),
                                    text.right() ? " text-anchor=\"end\"" : "",
                                    escaped(text.text())));
        }
        return svg.append("</svg>\n").toString();
    }

    /** A name may be any text. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                default -> escaped.append(Character.isISOControl(c) ? '?' : c);
            }
        }
        return escaped.toString();
    }
}
