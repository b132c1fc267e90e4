// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.export.tests.bad;

/** A class that is loaded late. */
final class Companion {

    void greet() {}
}
