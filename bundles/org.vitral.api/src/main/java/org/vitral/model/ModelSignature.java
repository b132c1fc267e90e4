// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

import java.util.Objects;

/**
 * Who signed the model bundle that holds a model. The signature holds: of a bundle whose signature
 * does not, no model is offered.
 *
 * @param signer the distinguished name of the signer, as in its certificate
 * @param trusted whether the repository's configuration trusts that signer
 */
public record ModelSignature(String signer, boolean trusted) {
    public ModelSignature {
        Objects.requireNonNull(signer, "signer");
    }
}
