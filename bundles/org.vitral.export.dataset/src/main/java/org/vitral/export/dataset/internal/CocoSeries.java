// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.option.Options;
import org.vitral.segmentation.Polygon;
import org.vitral.segmentation.RunLengths;

/** A COCO data set. Its annotations are written as they come; the rest follows at the end. */
final class CocoSeries implements ExportSeries {

    private static final String FOLDER = "coco/";

    private final ExportTarget target;
    private final Options options;
    private final Categories categories = new Categories();
    private final Stems stems = new Stems();
    private final CocoFile file;
    private int annotations;

    CocoSeries(ExportTarget target, Options options) throws IOException {
        this.target = target;
        this.options = options;
        file = new CocoFile(target, FOLDER + "instances.json");
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        categories.accept(subject);
        SeenPhotograph photograph = SeenPhotograph.of(subject);
        int image = file.nextImage();
        StringBuilder text = new StringBuilder();
        int added = 0;
        for (Instance instance :
                Instance.of(
                        photograph,
                        options.get(DatasetOptions.PER),
                        options.get(DatasetOptions.MIN_AREA))) {
            if (!options.get(DatasetOptions.BACKGROUND)
                    && categories.isBackground(instance.label())) {
                continue;
            }
            added++;
            int id = annotations + added;
            text.append(file.separator(id == 1))
                    .append(Json.text(json -> annotation(json, id, image, instance, photograph)));
        }
        file.add(text, photograph, written(subject));
        annotations += added;
    }

    /** The name of the photograph, after its pixels were written if that was asked for. */
    private String written(ExportSubject subject) throws IOException {
        if (!options.get(CocoExporter.IMAGES)) {
            return subject.name();
        }
        String name = stems.claim(subject.name()) + ".jpg";
        WholeFiles.write(
                target, FOLDER + "images/" + name, out -> UprightJpeg.write(subject.image(), out));
        return name;
    }

    private void annotation(
            JsonWriter json, int id, int image, Instance instance, SeenPhotograph photograph)
            throws IOException {
        categories.label(instance.label());
        json.beginObject();
        json.name("id").value(id);
        json.name("image_id").value(image);
        json.name("category_id").value(instance.label());
        json.name("segmentation");
        if (options.get(CocoExporter.POLYGONS)) {
            polygons(json, instance, photograph);
        } else {
            runLengths(json, instance, photograph);
        }
        json.name("area").value(instance.area());
        Json.box(json, instance.box(), photograph.region());
        // What nobody told apart is a crowd: several regions under one annotation.
        json.name("iscrowd").value(instance.parts().size() > 1 ? 1 : 0);
        json.endObject();
    }

    private void polygons(JsonWriter json, Instance instance, SeenPhotograph photograph)
            throws IOException {
        json.beginArray();
        for (Polygon polygon : instance.polygons(options.get(DatasetOptions.TOLERANCE))) {
            double[] corners = BridgedRing.of(polygon);
            json.beginArray();
            for (int i = 0; i < corners.length; i += 2) {
                Json.number(json, corners[i] + photograph.region().x());
                Json.number(json, corners[i + 1] + photograph.region().y());
            }
            json.endArray();
        }
        json.endArray();
    }

    private void runLengths(JsonWriter json, Instance instance, SeenPhotograph photograph)
            throws IOException {
        RunLengths runs =
                PlacedRuns.in(
                        photograph.width(),
                        photograph.height(),
                        instance.runLengths(),
                        photograph.region().x(),
                        photograph.region().y());
        json.beginObject();
        json.name("size").beginArray().value(runs.height()).value(runs.width()).endArray();
        json.name("counts");
        if (options.get(CocoExporter.COMPRESSED)) {
            json.value(runs.compressed());
        } else {
            json.beginArray();
            for (int count : runs.counts()) {
                json.value(count);
            }
            json.endArray();
        }
        json.endObject();
    }

    @Override
    public void complete() throws IOException {
        file.complete(
                categories.model(),
                categories.all(options.get(DatasetOptions.BACKGROUND)),
                CocoFile.Kind.INSTANCE);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
