// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.tests;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.vitral.export.ExportSubject;
import org.vitral.image.Image;
import org.vitral.image.PixelFormat;
import org.vitral.segmentation.Segmentation;

/** A frame of four pixels, in which nothing was seen. */
final class Frame implements AutoCloseable {

    private final Image image = Image.of(new byte[] {1, 2, 3, 4}, 2, 2, PixelFormat.GRAY);
    private final Segmentation segmentation;
    private boolean closed;

    Frame() {
        segmentation =
                (Segmentation)
                        Proxy.newProxyInstance(
                                Segmentation.class.getClassLoader(),
                                new Class<?>[] {Segmentation.class},
                                (self, method, arguments) -> call(method.getName()));
    }

    /** As with a real one, whoever holds its monitor keeps others from closing it. */
    private synchronized Object call(String method) {
        if (method.equals("close")) {
            closed = true;
            return null;
        }
        if (closed) {
            throw new IllegalStateException("This segmentation is closed");
        }
        return switch (method) {
            case "labels" -> List.of();
            case "width", "height" -> 2;
            default -> throw new UnsupportedOperationException(method);
        };
    }

    ExportSubject called(String name) {
        return new ExportSubject(name, image, segmentation, Duration.ZERO);
    }

    @Override
    public void close() {
        synchronized (segmentation) {
            segmentation.close();
        }
        image.close();
    }
}
