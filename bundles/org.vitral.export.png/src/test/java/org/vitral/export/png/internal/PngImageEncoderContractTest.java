// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.png.internal;

import org.vitral.contract.ImageEncoderContract;
import org.vitral.export.ImageEncoder;

class PngImageEncoderContractTest extends ImageEncoderContract {

    @Override
    protected ImageEncoder create() {
        return new PngImageEncoder();
    }
}
