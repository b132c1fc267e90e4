// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.service.internal;

import java.io.IOException;
import java.io.Serial;

/** A format is not used, because it did not come back in time too often. */
final class SetAsideException extends IOException {

    @Serial private static final long serialVersionUID = 1;

    SetAsideException(String message) {
        super(message);
    }
}
