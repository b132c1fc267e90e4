// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.bench.internal;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.vitral.bench.Bench;
import org.vitral.bench.BenchComparison;
import org.vitral.bench.BenchException;
import org.vitral.bench.BenchFormat;
import org.vitral.bench.BenchProgress;
import org.vitral.bench.BenchReport;
import org.vitral.bench.BenchRequest;
import org.vitral.bench.BenchTable;
import org.vitral.bench.FrameSize;
import org.vitral.export.ImageEncoder;
import org.vitral.image.Image;
import org.vitral.image.ImageItem;
import org.vitral.model.Model;
import org.vitral.model.ModelContent;
import org.vitral.model.ModelException;
import org.vitral.model.ModelRepository;
import org.vitral.render.Lettering;
import org.vitral.segmentation.DelegateStatus;
import org.vitral.segmentation.Delegates;
import org.vitral.segmentation.SegmentationException;
import org.vitral.tflite.runtime.TfLiteRuntime;

/** Measures by rounds in which everything that is compared takes its turn. */
@Component
public final class InterleavedBench implements Bench {

    private static final String GPU = "gpu";
    private static final String PICTURE = "png";

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ModelRepository models;
    private final TfLiteRuntime runtime;
    private final Delegates delegates;

    @Activate
    public InterleavedBench(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference ModelRepository models,
            @Reference TfLiteRuntime runtime,
            @Reference Delegates delegates) {
        this.context = context;
        this.admin = admin;
        this.models = models;
        this.runtime = runtime;
        this.delegates = delegates;
    }

    @Override
    public synchronized BenchReport run(BenchRequest request, BenchProgress progress)
            throws BenchException {
        Model model = model(request.model());
        String name = model.description().name();
        try (ModelContent content = model.open()) {
            TestBed bed =
                    new TestBed(
                            context,
                            runtime,
                            new OwnSegmenters(context, admin),
                            request.model(),
                            model,
                            content.bytes(),
                            frames(request));
            try (BenchRun run =
                    new BenchRun(bed, request, progress, Device.read(runtime), gpu(request))) {
                return run.run();
            }
        } catch (ModelException | SegmentationException | EngineRefusal e) {
            throw new BenchException(name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("The benchmark was interrupted", e);
        }
    }

    private Model model(String asked) throws BenchException {
        try {
            if (asked.isEmpty()) {
                return models.preferred()
                        .orElseThrow(() -> new BenchException("There is no model here"));
            }
            return new File(asked).isAbsolute()
                    ? models.load(Path.of(asked))
                    : models.resolve(asked);
        } catch (ModelException e) {
            throw new BenchException(asked + ": " + e.getMessage(), e);
        }
    }

    private static List<Frame> frames(BenchRequest request) throws BenchException {
        List<Frame> frames = new ArrayList<>();
        if (request.photographs().isEmpty()) {
            try (Image scene = Scene.picture()) {
                for (FrameSize size : request.frames()) {
                    frames.add(Frame.of(size.toString(), scene, size, Optional.empty()));
                }
            }
        }
        boolean several = request.photographs().size() > 1;
        for (ImageItem photograph : request.photographs()) {
            try (Image image = photograph.read()) {
                if (request.frames().isEmpty()) {
                    frames.add(Frame.of(unique(photograph.name(), frames), image, photograph));
                }
                for (FrameSize size : request.frames()) {
                    String name = several ? photograph.name() + " " + size : size.toString();
                    frames.add(Frame.of(unique(name, frames), image, size, Optional.empty()));
                }
            } catch (IOException e) {
                throw new BenchException(photograph.name() + ": " + e.getMessage(), e);
            }
        }
        if (frames.isEmpty()) {
            throw new BenchException("A benchmark needs a photograph or the size of a frame");
        }
        return frames;
    }

    private static String unique(String name, List<Frame> frames) {
        String free = name;
        for (int i = 2; named(free, frames); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private static boolean named(String name, List<Frame> frames) {
        return frames.stream().anyMatch(frame -> frame.name().equals(name));
    }

    /** Why there is no time of a GPU. */
    private String gpu(BenchRequest request) {
        Optional<DelegateStatus> gpu =
                delegates.list().stream().filter(one -> one.name().equals(GPU)).findFirst();
        if (gpu.isEmpty()) {
            return "no GPU delegate is installed";
        }
        if (!gpu.get().available()) {
            return gpu.get().reason();
        }
        return request.delegates().contains(GPU) ? "" : "it was not asked for";
    }

    @Override
    public List<BenchTable> tables(BenchReport report) {
        return new ReportTables(report).all();
    }

    @Override
    public void write(BenchReport report, BenchFormat format, OutputStream out) throws IOException {
        switch (format) {
            case JSON -> text(JsonReport.of(report) + "\n", out);
            case CSV -> text(CsvReport.of(report), out);
            case MARKDOWN -> text(MarkdownReport.of(tables(report), report), out);
            case SVG -> text(SvgChart.of(Chart.of(report)), out);
            case PNG -> picture(report, out);
        }
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void picture(BenchReport report, OutputStream out) throws IOException {
        Lettering lettering =
                Services.find(context, Lettering.class)
                        .orElseThrow(
                                () -> new IOException("There is no service that writes letters"));
        ImageEncoder encoder =
                Services.find(context, ImageEncoder.class, ImageEncoder.FORMAT, PICTURE)
                        .orElseThrow(() -> new IOException("There is no encoder for png"));
        try (Image picture = PictureChart.of(Chart.of(report), lettering)) {
            encoder.encode(picture, out);
        }
    }

    @Override
    public BenchComparison compare(Path before, Path after) throws BenchException {
        return ReportComparer.compare(SavedReport.read(before), SavedReport.read(after));
    }
}
