// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.vitral.evaluation.TruthMask;
import org.vitral.model.GoldenImage;
import org.vitral.model.ModelDescription;

/** A picture that came with the model, and the mask that is expected. */
record GoldenGatePicture(GoldenImage golden) implements GatePicture {

    @Override
    public String name() {
        return golden.name();
    }

    @Override
    public Opened open(ModelDescription model) {
        return new Opened(
                golden.image(),
                identity(),
                Optional.of(
                        new TruthMask(
                                golden.image().uprightWidth(),
                                golden.image().uprightHeight(),
                                golden.mask())));
    }

    private String identity() {
        try {
            byte[] pixels = golden.image().pixels().toArray(ValueLayout.JAVA_BYTE);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pixels));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }
}
