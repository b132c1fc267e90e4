// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.internal;

/** How a bilinear resize lays the places of its result over those that it starts from. */
enum Resizing {
    /** The centres of the outermost places lie on each other: TensorFlow's "align corners". */
    ALIGN_CORNERS {
        @Override
        double position(double place, int places, int length) {
            return places > 1
                    ? place * (length - 1) / (places - 1)
                    : PLAIN.position(place, places, length);
        }
    },
    /** The outer edges lie on each other: TensorFlow's "half pixel centers". */
    HALF_PIXEL {
        @Override
        double position(double place, int places, int length) {
            return (place + 0.5) * length / places - 0.5;
        }
    },
    /** The centres of the first places lie on each other: neither of TensorFlow's flags. */
    PLAIN {
        @Override
        double position(double place, int places, int length) {
            return place * length / places;
        }
    };

    /**
     * Where a place of the result lies; it may be outside, and the outermost place counts there.
     *
     * @param place along the result, from 0
     * @param places the length of the result
     * @param length the length of what it starts from
     */
    abstract double position(double place, int places, int length);
}
