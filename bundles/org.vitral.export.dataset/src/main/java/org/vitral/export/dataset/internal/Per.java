// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.dataset.internal;

/** What one annotation stands for. */
enum Per {
    /** Pixels of a class that hang together by their sides. */
    REGION,
    /** All pixels of a class. */
    CLASS
}
