// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.option;

import java.io.Serial;

/** An option that is not known, or a value that is not permitted. The message is for a user. */
public final class OptionException extends Exception {

    @Serial private static final long serialVersionUID = 1;

    public OptionException(String message) {
        super(message);
    }

    public OptionException(String message, Throwable cause) {
        super(message, cause);
    }
}
