// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation;

/**
 * A delegate that is installed.
 *
 * @param name its name, for example {@code xnnpack}
 * @param version the version of what it runs on, for example {@code 2.21.0}; empty where it does
 *     not tell
 * @param description one line for a person
 * @param available whether it can be used here
 * @param reason why it cannot be used here, and what to do; empty where it can
 */
public record DelegateStatus(
        String name, String version, String description, boolean available, String reason) {}
