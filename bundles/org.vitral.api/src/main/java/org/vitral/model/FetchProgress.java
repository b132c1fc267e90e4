// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model;

/** Told of the progress of a download. Called on the thread that downloads. */
@FunctionalInterface
public interface FetchProgress {

    /**
     * Some more has come.
     *
     * @param from where it comes from
     * @param bytes what is here so far, in bytes
     * @param total what there is in all, in bytes, or -1 where that is not known
     */
    void update(String from, long bytes, long total);
}
