// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.util.List;
import java.util.Locale;
import org.vitral.model.Label;

/**
 * Where the colours of classes come from. A class has its colour by its index and its name alone,
 * so that it is the same in every picture, whatever else is found.
 */
enum Palette {
    /** Those of the label map. */
    MODEL {
        @Override
        int rgb(List<Label> labels, int index) {
            return index < labels.size() ? labels.get(index).rgb() : NO_LABEL;
        }
    },

    /** PASCAL VOC's: the bits of the index, spread over the channels from the highest on. */
    VOC {
        @Override
        int rgb(List<Label> labels, int index) {
            int color = 0;
            for (int bit = 7, rest = index; bit >= 0; bit--, rest >>= 3) {
                color |=
                        (rest & 1) << bit + 16
                                | (rest >> 1 & 1) << bit + 8
                                | (rest >> 2 & 1) << bit;
            }
            return color;
        }
    },

    /**
     * Cityscapes' for classes that have a name there; VOC's for others, which are none of these.
     */
    CITYSCAPES {
        @Override
        int rgb(List<Label> labels, int index) {
            String name = nameOf(labels, index);
            for (NamedColor color : CityscapesColors.ALL) {
                if (color.name().equals(name)) {
                    return color.rgb();
                }
            }
            return VOC.rgb(labels, index);
        }
    },

    /** ADE20K's, in the order of its 150 classes. */
    ADE20K {
        @Override
        int rgb(List<Label> labels, int index) {
            int turn = turn(labels, index);
            int[] colors = Ade20kColors.ALL;
            return shade(colors[turn % colors.length], turn / colors.length);
        }
    },

    /**
     * Seven that people with any kind of colour vision tell apart: Okabe and Ito, Color Universal
     * Design, 2002, without its black; lighter and darker ones after these.
     */
    COLOR_BLIND_SAFE {
        @Override
        int rgb(List<Label> labels, int index) {
            int turn = turn(labels, index);
            return shade(OKABE_ITO[turn % OKABE_ITO.length], turn / OKABE_ITO.length);
        }
    };

    private static final int NO_LABEL = 0x808080;

    private static final int[] OKABE_ITO = {
        0xe69f00, 0x56b4e9, 0x009e73, 0xd55e00, 0xcc79a7, 0x0072b2, 0xf0e442
    };

    /** The colour of a class, {@code 0xRRGGBB}. */
    abstract int rgb(List<Label> labels, int index);

    private static String nameOf(List<Label> labels, int index) {
        return index < labels.size()
                ? labels.get(index).name().strip().toLowerCase(Locale.ROOT)
                : "";
    }

    /** The place of a class among those that are no background. */
    private static int turn(List<Label> labels, int index) {
        int background = ClassColors.backgroundOf(labels);
        return background >= 0 && index > background ? index - 1 : index;
    }

    /** A colour in its first round, and lighter and darker in the next ones. */
    private static int shade(int rgb, int round) {
        if (round == 0) {
            return rgb;
        }
        // 45 % white, 40 % black, then nearer and nearer to the colour itself.
        double part = 0.45 / (1 + (round - 1) / 2);
        int towards = round % 2 == 1 ? 255 : 0;
        return mixed(rgb >> 16, towards, part) << 16
                | mixed(rgb >> 8 & 0xff, towards, part) << 8
                | mixed(rgb & 0xff, towards, part);
    }

    private static int mixed(int value, int towards, double part) {
        return (int) Math.round(value + (towards - value) * part);
    }
}
