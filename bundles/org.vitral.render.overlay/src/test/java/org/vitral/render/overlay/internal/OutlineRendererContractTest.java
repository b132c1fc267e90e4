// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.render.overlay.internal;

import org.vitral.contract.RendererContract;
import org.vitral.render.Renderer;

class OutlineRendererContractTest extends RendererContract {

    @Override
    protected Renderer create() {
        return new OutlineRenderer();
    }
}
