// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.util.List;

/** The models that installed bundles hold; where there is no framework there are none. */
@FunctionalInterface
interface BundledModels {
    List<FoundModel> models();
}
