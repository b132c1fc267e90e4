// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import org.vitral.export.ExportSubject;

/** A frame for one exporter, until it is taken back. */
final class LentSubject implements AutoCloseable {

    private final LentImage image;
    private final LentSegmentation segmentation;
    private final ExportSubject subject;

    LentSubject(ExportSubject lent) {
        this.image = new LentImage(lent.image());
        this.segmentation = new LentSegmentation(lent.segmentation());
        this.subject = new ExportSubject(lent.name(), image, segmentation, lent.decode());
    }

    ExportSubject subject() {
        return subject;
    }

    /** Takes it back: from now on its use is an IllegalStateException. */
    @Override
    public void close() {
        image.close();
        segmentation.close();
    }
}
