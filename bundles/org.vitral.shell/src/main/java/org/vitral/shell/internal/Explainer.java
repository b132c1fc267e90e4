// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.util.List;

/** Explains one kind of thing. */
interface Explainer {

    /** Explains what has that name: nothing where there is no such thing of this kind. */
    List<Explanation> explain(String name);

    /** Explains all that does not work. */
    List<Explanation> troubles();

    /** The names that can be explained. */
    List<String> names();
}
