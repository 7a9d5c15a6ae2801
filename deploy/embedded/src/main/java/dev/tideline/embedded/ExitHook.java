package dev.tideline.embedded;

/** Stops a server when the JVM ends and nobody has closed it before. */
final class ExitHook {

    private final Thread thread;

    /**
     * @param server as it stands at the beginning of a sentence
     * @param stop never called after {@link #cancel} has returned true
     */
    ExitHook(String server, Runnable stop) {
        thread = new Thread(() -> stopQuietly(server, stop), "tideline-stop");
        Runtime.getRuntime().addShutdownHook(thread);
    }

    /** False if the JVM is ending already, and the hook stops the server. */
    boolean cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void stopQuietly(String server, Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            System.err.println(server + " was not stopped cleanly: " + e.getMessage());
        }
    }
}
