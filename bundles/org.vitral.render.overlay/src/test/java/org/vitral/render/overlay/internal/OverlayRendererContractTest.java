// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.contract.RendererContract;
import org.vitral.render.Renderer;

class OverlayRendererContractTest extends RendererContract {

    @Override
    protected Renderer create() {
        return new OverlayRenderer(null, TestStyle.DEFAULT);
    }
}
