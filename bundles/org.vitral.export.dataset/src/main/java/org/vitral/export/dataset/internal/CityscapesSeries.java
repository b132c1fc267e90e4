// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vitral.export.ExportSeries;
import org.vitral.export.ExportSubject;
import org.vitral.export.ExportTarget;
import org.vitral.image.Region;
import org.vitral.image.UprightRows;
import org.vitral.model.Label;
import org.vitral.option.Options;
import org.vitral.segmentation.Polygon;
import org.vitral.segmentation.Ring;

/** A data set in the folders of Cityscapes, all in one city. */
final class CityscapesSeries implements ExportSeries {

    private static final String FOLDER = "cityscapes/";
    private static final String CITY = "/train/vitral/";
    private static final int MOST_IDS = 256;

    /** Where the numbers are the model's, what is outside or has no class. */
    private static final CityscapesLabel NO_CLASS = new CityscapesLabel("unlabeled", 255, 0);

    private final ExportTarget target;
    private final Options options;
    private final Categories categories = new Categories();
    private final Stems stems = new Stems();
    private final List<CityscapesLabel> written = new ArrayList<>();

    CityscapesSeries(ExportTarget target, Options options) {
        this.target = target;
        this.options = options;
    }

    @Override
    public void add(ExportSubject subject) throws IOException {
        categories.accept(subject);
        boolean official = isOfficial();
        if (!official && categories.all().size() >= MOST_IDS) {
            throw new IOException(
                    "A mask of label ids has room for %d classes, but %s has %d"
                            .formatted(MOST_IDS - 1, categories.model(), categories.all().size()));
        }
        SeenPhotograph photograph = SeenPhotograph.of(subject);
        String stem = stems.claim(subject.name());
        String path = FOLDER + "gtFine" + CITY + stem + "_gtFine_";
        WholeFiles.write(target, path + "labelIds.png", out -> ids(out, photograph, official));
        WholeFiles.write(target, path + "color.png", out -> colors(out, photograph, official));
        WholeFiles.write(
                target,
                path + "polygons.json",
                Json.text(json -> polygons(json, photograph, official)) + "\n");
        if (options.get(CityscapesExporter.IMAGES)) {
            WholeFiles.write(
                    target,
                    FOLDER + "leftImg8bit" + CITY + stem + "_leftImg8bit.png",
                    out -> {
                        UprightRows rows = UprightRows.of(subject.image());
                        PngFile.writeRgb(
                                out,
                                rows.width(),
                                rows.height(),
                                (y, row) -> rows.readRgb(y, row, 0));
                    });
        }
    }

    private boolean isOfficial() {
        return switch (options.get(CityscapesExporter.IDS)) {
            case MODEL -> false;
            case CITYSCAPES -> true;
            case AUTO ->
                    !categories.all().isEmpty()
                            && categories.all().stream()
                                    .allMatch(l -> CityscapesLabel.named(l.name()).isPresent());
        };
    }

    /** What stands in the files for a class of the model. */
    private CityscapesLabel written(int index, boolean official) {
        if (index == SeenPhotograph.NOTHING) {
            return official ? CityscapesLabel.UNLABELED : NO_CLASS;
        }
        while (index >= written.size()) {
            Label label = categories.label(written.size());
            written.add(
                    official
                            ? CityscapesLabel.named(label.name()).orElse(CityscapesLabel.UNLABELED)
                            : new CityscapesLabel(label.name(), label.index(), label.rgb()));
        }
        return written.get(index);
    }

    private void ids(OutputStream out, SeenPhotograph photograph, boolean official)
            throws IOException {
        char[] buffer = new char[photograph.mask().width()];
        int[] classes = new int[photograph.width()];
        PngFile.writeGrey(
                out,
                photograph.width(),
                photograph.height(),
                (y, row) -> {
                    photograph.readRow(y, buffer, classes);
                    for (int x = 0; x < classes.length; x++) {
                        row[x] = (byte) written(classes[x], official).id();
                    }
                });
    }

    private void colors(OutputStream out, SeenPhotograph photograph, boolean official)
            throws IOException {
        char[] buffer = new char[photograph.mask().width()];
        int[] classes = new int[photograph.width()];
        PngFile.writeRgb(
                out,
                photograph.width(),
                photograph.height(),
                (y, row) -> {
                    photograph.readRow(y, buffer, classes);
                    for (int x = 0; x < classes.length; x++) {
                        int rgb = written(classes[x], official).rgb();
                        row[3 * x] = (byte) (rgb >> 16);
                        row[3 * x + 1] = (byte) (rgb >> 8);
                        row[3 * x + 2] = (byte) rgb;
                    }
                });
    }

    /**
     * Cityscapes' polygons have no holes; they are painted one over the other. Those of a mask
     * cover all of it, so painting the outer rings from the largest to the smallest gives the mask:
     * what lies in a hole is smaller than what is around it.
     */
    private void polygons(JsonWriter json, SeenPhotograph photograph, boolean official)
            throws IOException {
        record Painted(String label, Ring ring) {}
        List<Painted> objects = new ArrayList<>();
        for (var region : photograph.mask().regions()) {
            int index =
                    region.label() == photograph.unlabelled()
                            ? SeenPhotograph.NOTHING
                            : region.label();
            String label = written(index, official).name();
            for (Polygon polygon : region.polygons(options.get(DatasetOptions.TOLERANCE))) {
                objects.add(new Painted(label, polygon.outer()));
            }
        }
        objects.sort(
                Comparator.comparingDouble((Painted object) -> object.ring().signedArea())
                        .reversed());
        Region part = photograph.region();
        json.beginObject();
        json.name("imgHeight").value(photograph.height());
        json.name("imgWidth").value(photograph.width());
        json.name("objects").beginArray();
        for (Painted object : objects) {
            json.beginObject();
            json.name("label").value(object.label());
            json.name("polygon").beginArray();
            for (int i = 0; i < object.ring().size(); i++) {
                json.beginArray();
                json.value(part.x() + object.ring().x(i));
                json.value(part.y() + object.ring().y(i));
                json.endArray();
            }
            json.endArray();
            json.endObject();
        }
        json.endArray();
        json.endObject();
    }

    @Override
    public void complete() {
        // A photograph's files are all that there is.
    }

    @Override
    public void close() {
        // Nothing is open between photographs.
    }
}
