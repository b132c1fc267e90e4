// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

import java.lang.foreign.MemorySegment;
import org.vitral.image.Image;
import org.vitral.image.Region;
import org.vitral.model.ModelDescription;
import org.vitral.segmentation.SegmentationException;

/**
 * An engine that sees the tiles of one call, each in a turn of its own. The call's end is looked at
 * before each of them.
 */
record EngineTiles(Engine engine, Call call) implements TileModel {

    @Override
    public ModelDescription description() {
        return engine.identity().model();
    }

    @Override
    public Scores scores(MemorySegment memory) {
        return engine.scores(memory);
    }

    @Override
    public void infer(Image image, Region region, MemorySegment into, StageClock clock)
            throws SegmentationException {
        engine.infer(image, region, into, call, clock);
    }
}
