// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

/** The colour that a class of a known data set has, {@code 0xRRGGBB}. */
record NamedColor(String name, int rgb) {}
