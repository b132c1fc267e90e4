// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.option;

/** What an option's value is, so that a form, a completion or a help text can be made for it. */
public enum OptionKind {
    /** {@code true} or {@code false}. */
    FLAG,
    /** A whole number. */
    WHOLE_NUMBER,
    /** A number with a fraction. */
    NUMBER,
    /** Any text. */
    TEXT,
    /** One of the names in {@link Option#choices()}. */
    CHOICE,
    /** A colour, {@code #rrggbb}. */
    COLOR,
    /** Names with commas between them. */
    NAMES,
    /** The path of a file. */
    FILE
}
