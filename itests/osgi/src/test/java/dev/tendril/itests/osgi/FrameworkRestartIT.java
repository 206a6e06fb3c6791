package dev.tendril.itests.osgi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tendril.support.time.SystemTimers;
import dev.tendril.testkit.Covers;
import dev.tendril.testkit.time.Eventually;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a node has learned is there after its framework was stopped and started, without any address
 * given.
 */
final class FrameworkRestartIT {

    private static final Pattern READY = Pattern.compile("\"state\":\\s*\"ready\"");
    private static final Pattern NODE_ID = Pattern.compile("\"node_id\":\\s*\"([0-9a-f]{40})\"");

    private final SystemTimers timers =
            new SystemTimers((name, failure) -> failure.printStackTrace(System.err));
    private final Eventually eventually = new Eventually(timers);

    @AfterEach
    void stopTimers() {
        timers.close();
    }

    @Test
    @Covers({"RD-07"})
    void restart_findsPeersAgain() throws Exception {
        var home =
                Home.create("restart")
                        .network("alpha", Networks.memory("near", "alpha"))
                        .network("beta", Networks.memory("near", "beta"));
        inFramework(
                home.root(),
                shell -> {
                    shell.run("p2p:dial -n alpha memory://" + nodeId(shell, "beta") + "@/beta");
                    awaitConnected(shell);
                });
        inFramework(home.root(), this::awaitConnected);
    }

    private static String nodeId(ShellClient shell, String network) throws Exception {
        var matcher = NODE_ID.matcher(shell.run("p2p:status -n " + network + " -o json"));
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    private void awaitConnected(ShellClient shell) throws Exception {
        eventually.holds(
                "alpha is connected",
                World.LIMIT,
                () -> READY.matcher(shell.run("p2p:peers -n alpha -o json")).find());
    }

    private void inFramework(Path home, Step step) throws Exception {
        ExamSystem system = DefaultExamSystem.create(new Option[] {Container.started(home)});
        TestContainer container = PaxExamRuntime.createContainer(system);
        container.start();
        try {
            var shell = ShellClient.of(home);
            eventually.holds(
                    "the shell answers",
                    World.LIMIT,
                    () -> shell.run("p2p:status").contains("alpha"));
            step.run(shell);
        } finally {
            container.stop();
            system.clear();
        }
    }

    /** What is done while a framework runs. */
    private interface Step {
        void run(ShellClient shell) throws Exception;
    }
}
