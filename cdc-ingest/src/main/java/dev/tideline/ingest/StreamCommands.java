package dev.tideline.ingest;

import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Work that other threads give to the thread of the stream, which does it between two polls. */
final class StreamCommands {

    private record Command<T>(Callable<T> work, CompletableFuture<T> result) {

        void run() {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }
    }

    private final Queue<Command<?>> commands = new ConcurrentLinkedQueue<>();
    private volatile RuntimeException closed;

    <T> CompletableFuture<T> submit(Callable<T> work) {
        var command = new Command<>(work, new CompletableFuture<T>());
        commands.add(command);
        if (closed != null) {
            close(closed);
        }
        return command.result;
    }

    void drain() {
        for (var command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    /** No command will be done any more. */
    void close(RuntimeException reason) {
        closed = reason;
        for (var command = commands.poll(); command != null; command = commands.poll()) {
            command.result.completeExceptionally(reason);
        }
    }
}
