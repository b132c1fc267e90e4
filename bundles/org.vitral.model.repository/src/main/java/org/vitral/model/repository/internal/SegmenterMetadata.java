// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.vitral.model.Activation;

/**
 * MediaPipe's custom metadata of a segmentation model, a table of one field: {@code activation},
 * where 0 is none, 1 sigmoid, 2 softmax. As in MediaPipe's {@code
 * image_segmenter_metadata_schema.fbs}.
 */
final class SegmenterMetadata extends Table {
    /** The name of this custom metadata in TFLite Metadata. */
    static final String NAME = "SEGMENTER_METADATA";

    /** The place of the first field in the table's list of fields. */
    private static final int ACTIVATION = 4;

    private SegmenterMetadata(ByteBuffer bytes) {
        __reset(bytes.getInt(bytes.position()) + bytes.position(), bytes);
    }

    static Optional<Activation> activation(ByteBuffer bytes) {
        SegmenterMetadata table =
                new SegmenterMetadata(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        int offset = table.__offset(ACTIVATION);
        byte value = offset == 0 ? 0 : table.bb.get(offset + table.bb_pos);
        return switch (value) {
            case 0 -> Optional.of(Activation.NONE);
            case 1 -> Optional.of(Activation.SIGMOID);
            case 2 -> Optional.of(Activation.SOFTMAX);
            default -> Optional.empty();
        };
    }
}
