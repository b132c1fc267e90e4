// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import java.lang.annotation.Annotation;

/** A configuration as Declarative Services would hand it over. */
record TestStyle(float opacity, boolean contour, boolean legend) implements OverlayRenderer.Config {

    /** What holds where nothing is configured. */
    static final TestStyle DEFAULT = new TestStyle(0.5f, true, true);

    @Override
    public Class<? extends Annotation> annotationType() {
        return OverlayRenderer.Config.class;
    }
}
