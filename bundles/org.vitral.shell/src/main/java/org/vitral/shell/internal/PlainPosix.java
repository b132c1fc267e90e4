// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.shell.internal;

import java.io.InputStream;
import java.io.PrintStream;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Process;

/**
 * Gogo's general commands, which take each stream that is not redirected for a terminal, and use
 * colours there: here only in a session that takes them.
 */
final class PlainPosix extends Posix {

    PlainPosix(CommandProcessor processor) {
        super(processor);
    }

    @Override
    protected Object run(CommandSession session, Process process, String[] arguments)
            throws Exception {
        boolean plain = Boolean.FALSE.equals(session.get(Screen.COLORED));
        return super.run(session, plain ? new Plain(process) : process, arguments);
    }

    /** A process none of whose streams is a terminal. */
    private record Plain(Process process) implements Process {

        @Override
        public InputStream in() {
            return process.in();
        }

        @Override
        public PrintStream out() {
            return process.out();
        }

        @Override
        public PrintStream err() {
            return process.err();
        }

        @Override
        public Job job() {
            return process.job();
        }

        @Override
        public boolean isTty(int stream) {
            return false;
        }

        @Override
        public void error(int code) {
            process.error(code);
        }
    }
}
