// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.io.IOException;

/**
 * A model cannot be had or is not usable. The message is one sentence that names it and says why.
 */
public final class ModelException extends IOException {
    private static final long serialVersionUID = 1L;

    /** An exception with its reason. */
    public ModelException(String message) {
        super(message);
    }

    /** An exception with its reason and what it came from. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
