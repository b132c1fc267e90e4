// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.segmentation.tests;

import java.util.List;

/** Long tests are one test with a size: small in every build, whole under {@code -Psoak}. */
final class Soak {

    private Soak() {}

    /** How much of the test is to be done. */
    static int size(String name, int small, int whole) {
        return isAsked(name) ? number("vitral.soak.size", whole) : small;
    }

    /** The same in each build, unless another one is asked for. */
    static int seed(String name, int seed) {
        return isAsked(name) ? number("vitral.soak.seed", seed) : seed;
    }

    private static int number(String property, int otherwise) {
        String text = System.getProperty(property, "");
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    private static boolean isAsked(String name) {
        List<String> asked = List.of(System.getProperty("vitral.soak", "").split(","));
        return asked.contains(name) || asked.contains("all");
    }
}
