// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.json.internal;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Component;
import org.vitral.export.ExportSubject;
import org.vitral.export.Exporter;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.option.Options;
import org.vitral.segmentation.CategoryMask;
import org.vitral.segmentation.EffectiveDelegate;
import org.vitral.segmentation.LabelShare;
import org.vitral.segmentation.Segmentation;
import org.vitral.segmentation.Timings;

/**
 * Writes what was found as one JSON object on one line, in UTF-8, ended by a line feed. A file of
 * several such lines is JSON Lines.
 *
 * <p>The size is that of the upright image. A share has up to six significant digits and is never
 * in exponent form; a time has three decimals.
 */
@Component(
        property = {
            Exporter.NAME + "=json",
            Exporter.SUFFIX + "=.json",
            "service.description=The classes found, their shares, the model and the times, as JSON"
        })
public final class JsonExporter implements Exporter {

    /** Counts up when a field changes its meaning or goes away; a new field changes nothing. */
    private static final int SCHEMA = 1;

    private static final MathContext SHARE_DIGITS = new MathContext(6, RoundingMode.HALF_UP);

    @Override
    public void export(ExportSubject subject, Options options, OutputStream out)
            throws IOException {
        Segmentation segmentation = subject.segmentation();
        // The mask is computed when it is first asked for, and its time counts as post-processing.
        List<LabelShare> labels = segmentation.labels();
        Timings timings = segmentation.timings();

        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        @SuppressWarnings("resource") // closing it would close the caller's stream
        JsonWriter json = new JsonWriter(text);
        json.beginObject();
        json.name("schema").value(SCHEMA);
        json.name("image").value(subject.name());
        json.name("width").value(subject.image().uprightWidth());
        json.name("height").value(subject.image().uprightHeight());
        json.name("model");
        model(json, segmentation.model());
        json.name("delegate").value(segmentation.delegate());
        json.name("generation").value(segmentation.generation());
        json.name("labels");
        labels(json, labels);
        json.name("timings_ms");
        timings(json, subject.decode(), timings);
        json.name("delegates");
        delegates(json, segmentation.delegates());
        json.name("delegate_reason").value(segmentation.delegateReason());
        places(json, subject);
        quality(json, segmentation.qualityScores());
        json.endObject();
        text.write('\n');
        text.flush();
    }

    /** Nothing, where the model gives no quality scores. */
    private static void quality(JsonWriter json, List<Float> scores) throws IOException {
        if (scores.isEmpty()) {
            return;
        }
        json.name("quality_scores").beginArray();
        for (Float score : scores) {
            json.value(Float.isFinite(score) ? score : null);
        }
        json.endArray();
    }

    private static void model(JsonWriter json, ModelDescription model) throws IOException {
        json.beginObject();
        json.name("name").value(model.name());
        json.name("version").value(model.version());
        json.name("sha256").value(model.sha256());
        json.endObject();
    }

    /** The part that was looked at and the size of the mask, where they are not the image's. */
    private static void places(JsonWriter json, ExportSubject subject) throws IOException {
        Region region = subject.segmentation().region();
        if (region.width() != subject.image().uprightWidth()
                || region.height() != subject.image().uprightHeight()) {
            json.name("region").beginObject();
            json.name("x").value(region.x());
            json.name("y").value(region.y());
            json.name("width").value(region.width());
            json.name("height").value(region.height());
            json.endObject();
        }
        CategoryMask mask;
        try {
            mask = subject.segmentation().categoryMask();
        } catch (UnsupportedOperationException streamed) {
            // It was written row by row, which is done at the size of the region only.
            return;
        }
        if (mask.width() != region.width() || mask.height() != region.height()) {
            json.name("mask").beginObject();
            json.name("width").value(mask.width());
            json.name("height").value(mask.height());
            json.endObject();
        }
    }

    private static void labels(JsonWriter json, List<LabelShare> labels) throws IOException {
        json.beginArray();
        for (LabelShare found : labels) {
            json.beginObject();
            json.name("index").value(found.label().index());
            json.name("name").value(found.label().name());
            json.name("color").value(found.label().color());
            json.name("pixels").value(found.pixels());
            json.name("share").jsonValue(share(found.share()));
            if (!found.label().displayName().equals(found.label().name())) {
                json.name("display_name").value(found.label().displayName());
            }
            json.endObject();
        }
        json.endArray();
    }

    private static void delegates(JsonWriter json, List<EffectiveDelegate> delegates)
            throws IOException {
        json.beginArray();
        for (EffectiveDelegate delegate : delegates) {
            json.beginObject();
            json.name("name").value(delegate.name());
            json.name("version").value(delegate.version().isEmpty() ? null : delegate.version());
            number(json.name("nodes"), delegate.nodes());
            number(json.name("of"), delegate.modelNodes());
            number(json.name("partitions"), delegate.partitions());
            json.endObject();
        }
        json.endArray();
    }

    /** A number, or null where it is not known. */
    private static void number(JsonWriter json, OptionalInt number) throws IOException {
        if (number.isPresent()) {
            json.value(number.getAsInt());
        } else {
            json.nullValue();
        }
    }

    private static void timings(JsonWriter json, Duration decode, Timings timings)
            throws IOException {
        json.beginObject();
        json.name("decode").jsonValue(milliseconds(decode));
        json.name("pre").jsonValue(milliseconds(timings.preprocess()));
        json.name("invoke").jsonValue(milliseconds(timings.invoke()));
        json.name("post").jsonValue(milliseconds(timings.postprocess()));
        json.endObject();
    }

    private static String share(double share) {
        return BigDecimal.valueOf(share).round(SHARE_DIGITS).stripTrailingZeros().toPlainString();
    }

    private static String milliseconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 6)
                .setScale(3, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
