// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program once more, in a class loader that sees the launcher's jars only. The class path of
 * this process has bundles on it: a framework whose bundles have their own class loaders must not
 * see those, or it would take a service for one of another class.
 */
public final class ProgramApart {

    private ProgramApart() {}

    /** Runs a command as if the class path were the launcher's own. */
    static int run(Distribution distribution, String[] arguments) throws LaunchException {
        try {
            List<URL> jars = new ArrayList<>();
            for (Path jar : distribution.libraries()) {
                jars.add(jar.toUri().toURL());
            }
            try (URLClassLoader loader =
                    new URLClassLoader(
                            jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
                Thread.currentThread().setContextClassLoader(loader);
                return (int)
                        loader.loadClass(ProgramApart.class.getName())
                                .getMethod("runHere", String.class, String[].class)
                                .invoke(null, distribution.home().toString(), arguments);
            }
        } catch (InvocationTargetException failure) {
            throw new LaunchException(failure.getCause().getMessage(), failure.getCause());
        } catch (IOException | ReflectiveOperationException failure) {
            throw new LaunchException(
                    "The program cannot be started: " + failure.getMessage(), failure);
        }
    }

    /**
     * Runs a command in the class loader of this class.
     *
     * @param home the folder of the distribution
     * @param arguments what the user typed
     * @return the exit code
     * @throws Exception with a message that says why the command cannot be run
     */
    public static int runHere(String home, String[] arguments) throws Exception {
        return Main.runWithoutPlan(new Distribution(Path.of(home)), arguments);
    }
}
