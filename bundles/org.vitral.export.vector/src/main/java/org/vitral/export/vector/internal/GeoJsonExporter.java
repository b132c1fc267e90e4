// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.vector.internal;

import com.google.gson.stream.JsonWriter;
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
import org.vitral.model.Label;
import org.vitral.option.Option;
import org.vitral.option.Options;
import org.vitral.segmentation.ConnectedRegion;
import org.vitral.segmentation.Polygon;
import org.vitral.segmentation.Ring;

/**
 * Writes contours as GeoJSON (RFC 7946) that QuPath opens as annotations: a feature for each region
 * or class. Coordinates are pixels of the upright photograph, from its upper left corner.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7946">RFC 7946</a>
 */
@Component(
        property = {
            Exporter.NAME + "=geojson",
            Exporter.SUFFIX + "=.geojson",
            "service.description=The contours of what was found, as GeoJSON"
        })
public final class GeoJsonExporter implements Exporter {

    /** What one feature is. */
    enum Per {
        /** Pixels of a class that hang together by their sides: a polygon. */
        REGION,
        /** All pixels of a class: a multi-polygon. */
        CLASS
    }

    static final Option<Per> PER =
            Option.choice("per", Per.REGION, "What one feature is: a region or a whole class");

    @Override
    public List<Option<?>> options() {
        return List.of(
                PER, VectorOptions.TOLERANCE, VectorOptions.BACKGROUND, VectorOptions.MIN_AREA);
    }

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        @SuppressWarnings("resource") // closing it would close the caller's stream
        JsonWriter json = new JsonWriter(text);
        json.beginObject();
        json.name("type").value("FeatureCollection");
        json.name("features").beginArray();
        Region part = subject.segmentation().region();
        for (ClassArea area :
                ClassArea.of(ClassArea.mask(subject), subject.segmentation(), options)) {
            if (options.get(PER) == Per.CLASS) {
                feature(json, area, part, options);
                continue;
            }
            for (ConnectedRegion region : area.regions()) {
                feature(json, new ClassArea(area.label(), List.of(region)), part, options);
            }
        }
        json.endArray();
        json.endObject();
        text.write('\n');
        text.flush();
    }

    private static void feature(JsonWriter json, ClassArea area, Region part, Options options)
            throws IOException {
        json.beginObject();
        json.name("type").value("Feature");
        json.name("geometry").beginObject();
        boolean multi = options.get(PER) == Per.CLASS;
        json.name("type").value(multi ? "MultiPolygon" : "Polygon");
        json.name("coordinates");
        if (multi) {
            json.beginArray();
        }
        for (ConnectedRegion region : area.regions()) {
            for (Polygon polygon : region.polygons(options.get(VectorOptions.TOLERANCE))) {
                json.beginArray();
                ring(json, polygon.outer(), part);
                for (Ring hole : polygon.holes()) {
                    ring(json, hole, part);
                }
                json.endArray();
            }
        }
        if (multi) {
            json.endArray();
        }
        json.endObject();
        properties(json, area);
        json.endObject();
    }

    /** The first corner once more at the end, as the format wants it. */
    private static void ring(JsonWriter json, Ring ring, Region part) throws IOException {
        json.beginArray();
        for (int i = 0; i <= ring.size(); i++) {
            int corner = i % ring.size();
            json.beginArray();
            json.value(part.x() + ring.x(corner));
            json.value(part.y() + ring.y(corner));
            json.endArray();
        }
        json.endArray();
    }

    /** QuPath's own, and flat ones for programs that read tables. */
    private static void properties(JsonWriter json, ClassArea area) throws IOException {
        Label label = area.label();
        json.name("properties").beginObject();
        json.name("objectType").value("annotation");
        json.name("classification").beginObject();
        json.name("name").value(label.displayName());
        json.name("color").beginArray();
        json.value(label.rgb() >> 16);
        json.value(label.rgb() >> 8 & 0xff);
        json.value(label.rgb() & 0xff);
        json.endArray();
        json.endObject();
        json.name("class").value(label.name());
        json.name("index").value(label.index());
        json.name("pixels").value(area.pixels());
        json.endObject();
    }
}
