package dev.tideline.engine.runtime;

import dev.tideline.schemas.wire.TopicNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** An engine in a JVM of its own, to be killed. */
final class EngineChild implements AutoCloseable {

    static final int NEVER = Integer.MAX_VALUE;

    private final Process process;

    private EngineChild(Process process) {
        this.process = process;
    }

    static EngineChild start(EngineRig rig, long seed) throws IOException {
        return start(rig, rig.directory, seed, NEVER);
    }

    /**
     * @param commits after so many commits it hangs in the next, with its transaction open
     */
    static EngineChild start(EngineRig rig, Path directory, long seed, int commits) throws IOException {
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
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        EngineChild.class.getName(),
                        rig.bootstrap,
                        rig.prefix,
                        directory.toString(),
                        Long.toString(seed),
                        Integer.toString(commits))
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
        var producers = new HangingProducers(Integer.parseInt(arguments[4]));
        EngineContext context = EngineRig.context(
                arguments[0],
                new TopicNames(arguments[1]),
                Path.of(arguments[2]),
                EngineRig.limits(new Random(Long.parseLong(arguments[3]))),
                (topology, settings) -> new KafkaStreams(topology, settings, producers),
                new SimpleMeterRegistry());
        var topologies = new Topologies(List.of(EngineRig.file(EngineRig.PROGRAM)), EngineRig::compile, context);
        topologies.start();
        Thread.currentThread().join();
    }

    /** Producers of which none ever ends its transaction after so many commits. */
    private static final class HangingProducers extends DefaultKafkaClientSupplier {

        private final AtomicInteger left;

        HangingProducers(int commits) {
            left = new AtomicInteger(commits);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
            return Intercepted.producer(super.getProducer(config), (method, arguments) -> {
                if (method.equals("commitTransaction") && left.getAndDecrement() <= 0) {
                    new CountDownLatch(1).await();
                }
            });
        }
    }
}
