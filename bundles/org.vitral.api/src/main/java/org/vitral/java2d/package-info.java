/**
 * Masks as Java2D's images, for hosts that have the module java.desktop. It is asked for when a
 * class of this package is used and not before; the rest of the API does without.
 */
@Export
@Version("1.0.0")
package org.vitral.java2d;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
