// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

/** What a pixel of a mask's PNG holds. */
enum MaskPixels {
    /** The index of its class, with the colours of the classes as palette. */
    PALETTE,
    /** The index of its class, as grey. */
    GREY,
    /** The colour of its class; the background and what no class took are transparent. */
    RGBA
}
