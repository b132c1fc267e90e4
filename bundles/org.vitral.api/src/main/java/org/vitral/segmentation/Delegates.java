// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that says what delegates there are. For any number of threads. */
@ProviderType
public interface Delegates {

    /** The name of the plain CPU kernels, which are always there. */
    String CPU = "cpu";

    /** The name that means: the best delegate that works here. */
    String AUTO = "auto";

    /**
     * The delegates that are installed, those that {@link #AUTO} prefers first, {@link #CPU} last.
     */
    List<DelegateStatus> list();
}
