package dev.tideline.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL, which refuses to run as root, is run when we are root. In a user namespace of its own the process is
 * somebody else to itself while its files stay root's; where namespaces are forbidden, it becomes the user nobody, who then
 * owns the data directory.
 */
final class UnprivilegedUser {

    /** Ways to run, in the order in which they are tried. */
    enum Way {
        /** We are not root. */
        AS_OURSELVES,
        USER_NAMESPACE,
        AS_NOBODY
    }

    private static final String NOBODY = "nobody";

    private final Way way;

    private UnprivilegedUser(Way way) {
        this.way = way;
    }

    /** Decides for a data directory; one that already belongs to nobody goes on to do so. */
    static UnprivilegedUser decide(Path data) {
        if (!System.getProperty("user.name").equals("root")) {
            return new UnprivilegedUser(Way.AS_OURSELVES);
        }
        boolean ownedByNobody = Files.exists(data) && owner(data).getName().equals(NOBODY);
        if (!ownedByNobody && succeeds(List.of("unshare", "--user", "true"))) {
            return new UnprivilegedUser(Way.USER_NAMESPACE);
        }
        return asNobody();
    }

    static UnprivilegedUser asNobody() {
        if (!succeeds(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + groupOfNobody(), "--clear-groups", "true"))) {
            throw Failures.failure(
                    "PostgreSQL cannot run as root, and neither user namespaces (unshare --user) nor another user"
                            + " (setpriv --reuid=nobody) are available here.",
                    "Start Tideline as an ordinary user, or install util-linux.",
                    null);
        }
        return new UnprivilegedUser(Way.AS_NOBODY);
    }

    Way way() {
        return way;
    }

    /** Where the programs may be unpacked so that the user can run them. */
    Path cache() {
        return way == Way.AS_NOBODY ? CacheDirectory.findReadableByOthers() : CacheDirectory.find();
    }

    List<String> command(List<String> command) {
        var complete = new ArrayList<String>();
        switch (way) {
            case AS_OURSELVES -> {}
            case USER_NAMESPACE -> complete.addAll(List.of("unshare", "--user"));
            case AS_NOBODY ->
                complete.addAll(
                        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + groupOfNobody(), "--clear-groups"));
        }
        complete.addAll(command);
        return complete;
    }

    /** Makes a directory, just created by us, the user's own, and checks that the user gets there at all. */
    void own(Path directory) {
        if (way != Way.AS_NOBODY) {
            return;
        }
        try {
            PrivateFiles.changeOwner(
                    directory,
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY));
        } catch (IOException e) {
            throw Failures.failure("Cannot give " + directory + " to the user nobody: " + e, null, e);
        }
        if (!succeeds(command(List.of("test", "-w", directory.toString())))) {
            throw Failures.failure(
                    "PostgreSQL cannot run as root, and the user nobody, as whom it runs here, cannot reach "
                            + directory + ".",
                    "Start Tideline as an ordinary user, or choose a data.dir below a directory that everybody may enter.",
                    null);
        }
    }

    private static UserPrincipal owner(Path path) {
        try {
            return Files.getOwner(path);
        } catch (IOException e) {
            throw Failures.failure("Cannot read the owner of " + path + ": " + e, null, e);
        }
    }

    /** The numeric group of nobody; its name differs between systems. */
    private static String groupOfNobody() {
        try {
            var process = new ProcessBuilder("id", "-g", NOBODY)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var group = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
            return group.isBlank() ? "65534" : group.strip();
        } catch (IOException e) {
            return "65534";
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while trying " + command, e);
        }
    }
}
