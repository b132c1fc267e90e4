// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.target.internal;

/** What happens to a file that is there already. */
enum Existing {
    /** It stays, and the new one is refused. */
    REFUSE,
    /** The new one takes its place, when it is complete. */
    REPLACE
}
