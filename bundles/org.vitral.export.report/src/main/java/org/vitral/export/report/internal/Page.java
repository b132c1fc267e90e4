// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.report.internal;

import java.util.List;
import java.util.Locale;

/** The report around the photographs: heading, legend and charts before them. */
final class Page {

    private static final int MOST_BARS = 20;

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--opacity:.55;--line:#8884;--soft:#8882}
            body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;padding:1.5rem;max-width:1400px}
            h1{font-size:1.6rem;margin:0}
            h2{font-size:1.05rem;margin:1.6rem 0 .5rem}
            p.about{margin:.2rem 0 1rem;opacity:.75}
            .overview{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:0 2.5rem;align-items:start}
            table{border-collapse:collapse;width:100%}
            td,th{padding:.18rem .5rem;text-align:right;border-bottom:1px solid var(--line)}
            td:first-child,th:first-child{text-align:left;overflow-wrap:anywhere}
            i{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.5em;border:1px solid var(--line)}
            svg.chart{width:100%;height:auto;font:12px system-ui,sans-serif}
            svg.chart text{fill:currentColor}
            .controls{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;align-items:center;position:sticky;top:0;background:Canvas;padding:.6rem 0;z-index:1;border-bottom:1px solid var(--line)}
            input[type=search]{font:inherit;padding:.25rem .5rem;min-width:16rem}
            .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:1rem;margin-top:1rem}
            .card{margin:0;padding:.6rem;border:1px solid var(--line);border-radius:8px;content-visibility:auto;contain-intrinsic-size:250px 330px}
            .picture{position:relative;display:grid;place-items:center;background:var(--soft);min-height:160px}
            .picture img{grid-area:1/1;max-width:100%;height:auto}
            .picture .areas{opacity:var(--opacity);image-rendering:pixelated}
            figcaption b{overflow-wrap:anywhere}
            figcaption span{opacity:.65;white-space:nowrap}
            .bar{width:100%;height:10px;display:block;margin:.4rem 0;border-radius:3px}
            ul{list-style:none;margin:0;padding:0;font-size:.9em}
            em{font-style:normal;opacity:.7}
            [hidden]{display:none!important}
            """;

    private static final String SCRIPT =
            """
            const cards=[...document.querySelectorAll('.card')],find=document.getElementById('find');
            const shown=document.getElementById('shown');
            find.addEventListener('input',()=>{const text=find.value.trim().toLowerCase();let count=0;
            for(const card of cards){card.hidden=!card.dataset.find.includes(text);if(!card.hidden)count++}
            shown.textContent=count+' of '+cards.length});
            document.getElementById('opacity').addEventListener('input',event=>
            document.documentElement.style.setProperty('--opacity',event.target.value));
            """;

    private Page() {}

    static String head(String title, Summary summary) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
        html.append("<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        // Whatever a name may hold, nothing is fetched from anywhere.
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
        html.append(" img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
        html.append("<title>").append(Html.escape(title)).append("</title>\n<style>\n");
        html.append(STYLE).append("</style>\n</head>\n<body>\n<h1>");
        html.append(Html.escape(title)).append("</h1>\n<p class=\"about\">");
        html.append(count(summary.photographs(), "photograph"));
        html.append(", ").append(megapixels(summary.pixels()));
        if (!summary.models().isEmpty()) {
            html.append(", segmented with ");
            html.append(Html.escape(String.join(", ", summary.models())));
        }
        html.append("</p>\n");
        List<Summary.Row> rows = summary.rows();
        html.append("<div class=\"overview\">\n<section><h2>Classes</h2>\n");
        legend(html, rows);
        html.append("</section>\n<section><h2>Share of all pixels</h2>\n");
        chart(html, rows, "share", Summary.Row::share, row -> Html.percent(row.share()));
        html.append("<h2>Photographs with the class</h2>\n");
        chart(
                html,
                rows,
                "photographs",
                row -> row.photographs() / (double) Math.max(1, summary.photographs()),
                row -> "" + row.photographs());
        html.append("</section>\n</div>\n<div class=\"controls\">");
        html.append("<label>Find <input id=\"find\" type=\"search\"");
        html.append(" placeholder=\"name or class\"></label>");
        html.append("<label>Areas <input id=\"opacity\" type=\"range\" min=\"0\" max=\"1\"");
        html.append(" step=\"0.05\" value=\"0.55\"></label><span id=\"shown\">");
        html.append(count(summary.photographs(), "photograph"));
        return html.append("</span></div>\n<main class=\"cards\">\n").toString();
    }

    static String tail() {
        return "</main>\n<script>\n" + SCRIPT + "</script>\n</body>\n</html>\n";
    }

    private static void legend(StringBuilder html, List<Summary.Row> rows) {
        html.append("<table class=\"legend\"><thead><tr><th>Class</th><th>Share</th>");
        html.append("<th>Photographs</th><th>Regions</th></tr></thead><tbody>\n");
        for (Summary.Row row : rows) {
            html.append("<tr><td><i style=\"background:").append(row.label().color());
            html.append("\"></i>").append(Html.escape(row.label().displayName()));
            html.append("</td><td>").append(Html.percent(row.share()));
            html.append("</td><td>").append(row.photographs());
            html.append("</td><td>").append(row.regions()).append("</td></tr>\n");
        }
        html.append("</tbody></table>\n");
    }

    /** Gives a number for a row. */
    @FunctionalInterface
    private interface Part {
        /** From 0 to 1. */
        double of(Summary.Row row);
    }

    /** Gives the text behind a bar, escaped. */
    @FunctionalInterface
    private interface Text {
        String of(Summary.Row row);
    }

    private static void chart(
            StringBuilder html, List<Summary.Row> rows, String name, Part part, Text text) {
        List<Summary.Row> bars = rows.subList(0, Math.min(MOST_BARS, rows.size()));
        html.append("<svg class=\"chart\" role=\"img\" aria-label=\"").append(name);
        html.append("\" viewBox=\"0 0 520 ").append(20 * bars.size() + 4).append("\">\n");
        int y = 2;
        for (Summary.Row row : bars) {
            html.append("<text x=\"128\" y=\"").append(y + 13).append("\" text-anchor=\"end\">");
            html.append(Html.escape(shortened(row.label().displayName()))).append("</text>");
            double width = 310 * part.of(row);
            html.append("<rect x=\"136\" y=\"").append(y).append("\" width=\"");
            html.append(Html.number(Math.max(1, width)))
                    .append("\" height=\"16\" rx=\"2\" fill=\"");
            html.append(row.label().color());
            html.append("\" stroke=\"#888\" stroke-width=\"0.5\"/>");
            html.append("<text x=\"").append(Html.number(142 + width)).append("\" y=\"");
            html.append(y + 13).append("\">").append(text.of(row)).append("</text>\n");
            y += 20;
        }
        html.append("</svg>\n");
        if (rows.size() > MOST_BARS) {
            html.append("<p class=\"about\">and ").append(rows.size() - MOST_BARS);
            html.append(" more, in the table</p>\n");
        }
    }

    private static String shortened(String name) {
        int longest = 18;
        return name.codePointCount(0, name.length()) <= longest
                ? name
                : name.substring(0, name.offsetByCodePoints(0, longest - 1)) + "\u2026";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String megapixels(long pixels) {
        return String.format(Locale.ROOT, "%.1f megapixels", pixels / 1e6);
    }
}
