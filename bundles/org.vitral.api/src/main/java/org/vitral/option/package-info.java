// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

/**
 * Typed options of renderers, exporters and targets. Each {@link org.vitral.option.Option} says
 * what it may be, so that the command line, the shell and forms can offer it; {@link
 * org.vitral.option.Options} are the values that somebody chose.
 */
@Export
@Version("1.0.0")
package org.vitral.option;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
