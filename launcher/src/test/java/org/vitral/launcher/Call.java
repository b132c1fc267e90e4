// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.launcher;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Calls of methods by their names, on objects of bundles. */
final class Call {

    private Call() {}

    /** Calls a public method; what it throws is thrown as it is. */
    static Object on(Object target, String name, Object... arguments) throws Exception {
        try {
            return method(target.getClass(), name, arguments).invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            switch (failure.getCause()) {
                case Exception exception -> throw exception;
                case Error error -> throw error;
                case Throwable other -> throw new AssertionError(other);
            }
        }
    }

    private static Method method(Class<?> type, String name, Object... arguments) {
        Deque<Class<?>> open = new ArrayDeque<>();
        open.add(type);
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (Modifier.isPublic(next.getModifiers())) {
                for (Method method : next.getDeclaredMethods()) {
                    if (Modifier.isPublic(method.getModifiers())
                            && method.getName().equals(name)
                            && fits(method, arguments)) {
                        return method;
                    }
                }
            }
            open.addAll(Arrays.asList(next.getInterfaces()));
            if (next.getSuperclass() != null) {
                open.add(next.getSuperclass());
            }
        }
        throw new AssertionError(type + " has no public method " + name);
    }

    private static boolean fits(Method method, Object... arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isPrimitive() && !types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
