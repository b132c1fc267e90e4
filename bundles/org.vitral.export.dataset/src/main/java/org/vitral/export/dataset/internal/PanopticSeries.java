// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.image.Region;
import org.vitral.option.Options;
import org.vitral.segmentation.RunLengths;

/** A data set in COCO's panoptic format. */
final class PanopticSeries implements ExportSeries {

    private static final String FOLDER = "coco-panoptic/";

    private final ExportTarget target;
    private final Options options;
    private final Categories categories = new Categories();
    private final Stems stems = new Stems();
    private final CocoFile file;

    PanopticSeries(ExportTarget target, Options options) throws IOException {
        this.target = target;
        this.options = options;
        file = new CocoFile(target, FOLDER + "panoptic.json");
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        categories.accept(subject);
        SeenPhotograph photograph = SeenPhotograph.of(subject);
        List<Instance> segments = new ArrayList<>();
        for (Instance instance :
                Instance.of(
                        photograph,
                        options.get(PanopticExporter.PER),
                        options.get(DatasetOptions.MIN_AREA))) {
            if (options.get(DatasetOptions.BACKGROUND)
                    || !categories.isBackground(instance.label())) {
                segments.add(instance);
            }
        }
        String stem = stems.claim(subject.name());
        String png = stem + ".png";
        int[] numbers = numbers(segments, photograph.region());
        WholeFiles.write(
                target, FOLDER + "panoptic/" + png, out -> write(out, photograph, numbers));
        String image = subject.name();
        if (options.get(CocoExporter.IMAGES)) {
            image = stem + ".jpg";
            WholeFiles.write(
                    target,
                    FOLDER + "images/" + image,
                    out -> UprightJpeg.write(subject.image(), out));
        }
        int id = file.nextImage();
        file.add(
                file.separator(id == 1)
                        + Json.text(json -> annotation(json, id, png, segments, photograph)),
                photograph,
                image);
    }

    /** The number of the segment of each pixel of the part that was looked at, or 0. */
    private static int[] numbers(List<Instance> segments, Region part) {
        int width = part.width();
        int height = part.height();
        int[] numbers = new int[Math.multiplyExact(width, height)];
        for (int s = 0; s < segments.size(); s++) {
            RunLengths runs = segments.get(s).runLengths();
            int[] counts = runs.counts();
            int at = 0;
            for (int i = 0; i < counts.length; i++) {
                int end = at + counts[i];
                for (; i % 2 == 1 && at < end; at++) {
                    numbers[at % height * width + at / height] = s + 1;
                }
                at = end;
            }
        }
        return numbers;
    }

    /** The number of a segment is red + 256 green + 65,536 blue; 0 is no segment. */
    private static void write(OutputStream out, SeenPhotograph photograph, int[] numbers)
            throws IOException {
        Region part = photograph.region();
        PngFile.writeRgb(
                out,
                photograph.width(),
                photograph.height(),
                (y, row) -> {
                    Arrays.fill(row, (byte) 0);
                    int inside = y - part.y();
                    if (inside < 0 || inside >= part.height()) {
                        return;
                    }
                    for (int x = 0; x < part.width(); x++) {
                        int number = numbers[inside * part.width() + x];
                        int at = 3 * (part.x() + x);
                        row[at] = (byte) number;
                        row[at + 1] = (byte) (number >> 8);
                        row[at + 2] = (byte) (number >> 16);
                    }
                });
    }

    private void annotation(
            JsonWriter json,
            int image,
            String png,
            List<Instance> segments,
            SeenPhotograph photograph)
            throws IOException {
        json.beginObject();
        json.name("image_id").value(image);
        json.name("file_name").value(png);
        json.name("segments_info").beginArray();
        for (int s = 0; s < segments.size(); s++) {
            Instance segment = segments.get(s);
            categories.label(segment.label());
            json.beginObject();
            json.name("id").value(s + 1);
            json.name("category_id").value(segment.label());
            json.name("area").value(segment.area());
            Json.box(json, segment.box(), photograph.region());
            json.name("iscrowd").value(0);
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    @Override
    public void complete() throws IOException {
        file.complete(
                categories.model(),
                categories.all(options.get(DatasetOptions.BACKGROUND)),
                options.get(PanopticExporter.PER) == Per.REGION
                        ? CocoFile.Kind.THING
                        : CocoFile.Kind.STUFF);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
