// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/**
 * A colour and how much of it.
 *
 * @param rgb the colour, {@code 0xRRGGBB}
 * @param opacity from 0, nothing, to 1, all
 */
record Paint(int rgb, float opacity) {}
