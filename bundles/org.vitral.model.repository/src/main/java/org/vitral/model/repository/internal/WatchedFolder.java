// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.internal;

import java.nio.file.Path;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A folder that the configuration has watched; the model repository does that. */
@Component(
        service = WatchedFolder.class,
        configurationPid = WatchedFolder.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WatchedFolder.Configuration.class, factory = true)
public final class WatchedFolder {
    /** The factory PID of the configuration. */
    static final String PID = "org.vitral.model.folder";

    /** A folder, and how it is watched. */
    @ObjectClassDefinition(
            name = "Vitral watched folder of models",
            description =
                    "A .tflite file that is put into this folder is offered as a model, one that is"
                            + " removed leaves, one that is replaced replaces it.")
    @interface Configuration {
        @AttributeDefinition(
                name = "Folder",
                description = "The path of the folder. It need not be there yet.")
        String path();

        @AttributeDefinition(
                name = "Settle time",
                description =
                        "A file is read when it has stayed the same for so many milliseconds, 0 to"
                                + " 600000, unless it is older than that or was renamed.",
                min = "0",
                max = "600000")
        int settle_millis() default 2_000;

        @AttributeDefinition(
                name = "Look",
                description =
                        "The folder is looked at after so many seconds at the latest, 1 to 86400,"
                                + " for file systems that tell of no changes.",
                min = "1",
                max = "86400")
        int look_seconds() default 10;
    }

    private final Path path;
    private final Duration settle;
    private final Duration period;

    @Activate
    public WatchedFolder(Configuration configuration) {
        String name = configuration.path();
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    "A configuration of %s names no folder: its path is empty".formatted(PID));
        }
        this.path = Path.of(name.strip()).toAbsolutePath().normalize();
        this.settle =
                Duration.ofMillis(
                        within("settle.millis", configuration.settle_millis(), 0, 600_000));
        this.period =
                Duration.ofSeconds(within("look.seconds", configuration.look_seconds(), 1, 86_400));
    }

    private int within(String attribute, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The %s of the watched folder %s is from %d to %d, but not %d"
                            .formatted(attribute, path, least, most, value));
        }
        return value;
    }

    Path path() {
        return path;
    }

    Duration settle() {
        return settle;
    }

    Duration period() {
        return period;
    }
}
