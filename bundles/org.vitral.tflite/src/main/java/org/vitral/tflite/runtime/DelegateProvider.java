// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.tflite.runtime;

import org.osgi.annotation.versioning.ConsumerType;
import org.tensorflow.lite.Delegate;

/**
 * A service that makes delegates of one kind. Install its bundle and the delegate is offered; stop
 * it and what ran on it moves on.
 *
 * @implSpec An implementation is a service with the property {@link #NAME}; among several that work
 *     the one with the highest {@code service.ranking} is preferred. It is safe for use by several
 *     threads.
 */
@ConsumerType
public interface DelegateProvider {

    /** The service property with the delegate's name, for example {@code xnnpack}. */
    String NAME = "org.vitral.delegate.name";

    /** One line for a person: what the delegate runs on. */
    String description();

    /**
     * The version of what the delegate runs on, for example {@code 2.21.0}; empty where it has none
     * or does not tell.
     */
    default String version(TfLiteRuntime runtime) {
        return "";
    }

    /**
     * Whether such a delegate can be made on this machine. Fast; loads no model.
     *
     * @return if it cannot: a reason that a person can act on
     */
    DelegateProbe probe(TfLiteRuntime runtime);

    /**
     * Makes a delegate.
     *
     * @return the delegate; the caller closes it after every interpreter that was made with it
     * @throws IllegalStateException if it cannot be made: why, and what to do, in a sentence
     */
    Delegate create(TfLiteRuntime runtime, DelegateOptions options);
}
