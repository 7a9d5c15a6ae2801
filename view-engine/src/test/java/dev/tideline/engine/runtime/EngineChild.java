package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.TopicNames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An engine in a JVM of its own, to be killed. */
final class EngineChild implements AutoCloseable {

    private final Process process;

    private EngineChild(Process process) {
        this.process = process;
    }

    static EngineChild start(EngineRig rig, long seed) throws IOException {
        String surefire = System.getProperty("surefire.test.class.path");
        var classPath = new ArrayList<String>();
        for (String entry :
                (surefire != null ? surefire : System.getProperty("java.class.path")).split(File.pathSeparator)) {
            classPath.add(Path.of(entry).toAbsolutePath().toString());
        }
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        EngineChild.class.getName(),
                        rig.bootstrap,
                        rig.prefix,
                        rig.directory.toString(),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "engine-child.log").toFile()))
                .start();
        return new EngineChild(process);
    }

    /** As by kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        var topologies = new Topologies(
                List.of(EngineRig.file(EngineRig.PROGRAM)),
                EngineRig::compile,
                EngineRig.context(
                        arguments[0],
                        new TopicNames(arguments[1]),
                        Path.of(arguments[2]),
                        EngineRig.limits(new Random(Long.parseLong(arguments[3])))));
        topologies.start();
        Thread.currentThread().join();
    }
}
