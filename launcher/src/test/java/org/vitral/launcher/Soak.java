// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.util.List;

/**
 * Long tests are one test with a size: small in every build, whole where {@code ./mvnw verify
 * -Psoak -Dvitral.soak=NAME} asks for it. {@code vitral.soak} may hold several names, with commas;
 * {@code vitral.soak.size} is another size for them, {@code vitral.soak.seed} another seed.
 */
final class Soak {

    private Soak() {}

    /** How much of the test is to be done. */
    static int size(String name, int small, int whole) {
        return isAsked(name) ? Integer.getInteger("vitral.soak.size", whole) : small;
    }

    /** The same in each build. */
    static long seed(String name, long seed) {
        return isAsked(name) ? Long.getLong("vitral.soak.seed", seed) : seed;
    }

    private static boolean isAsked(String name) {
        List<String> asked = List.of(System.getProperty("vitral.soak", "").split(","));
        return asked.contains(name) || asked.contains("all");
    }
}
