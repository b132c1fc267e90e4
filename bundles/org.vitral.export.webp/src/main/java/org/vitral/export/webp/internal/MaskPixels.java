// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.webp.internal;

/** What a pixel of a mask's WebP holds. */
enum MaskPixels {
    /** The colour of its class. */
    RGB,
    /** The colour of its class; the background and what no class took are transparent. */
    RGBA
}
