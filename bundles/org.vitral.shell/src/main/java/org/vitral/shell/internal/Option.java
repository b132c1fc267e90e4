// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

/**
 * An option of a command.
 *
 * @param name its name, such as {@code --model}
 * @param letter its short name, such as {@code -s}; empty for none
 * @param label what its value is called; empty where it takes none, with {@code ...} at its end
 *     where it may be given several times
 * @param values what its value names
 * @param description one line for a person
 */
record Option(String name, String letter, String label, Names values, String description) {

    /** An option that takes no value. */
    static Option flag(String name, String description) {
        return new Option(name, "", "", Names.NONE, description);
    }

    /** An option that takes a value. */
    static Option value(String name, String label, Names values, String description) {
        return new Option(name, "", label, values, description);
    }

    boolean takesValue() {
        return !label.isEmpty();
    }

    /** Whether it may be given several times. */
    boolean repeats() {
        return label.endsWith("...");
    }

    boolean isCalled(String word) {
        return name.equals(word) || !letter.isEmpty() && letter.equals(word);
    }

    /** {@code "-s, --segmenter NAME"}. */
    String usage() {
        String names = letter.isEmpty() ? "    " + name : letter + ", " + name;
        return takesValue() ? names + " " + label : names;
    }
}
