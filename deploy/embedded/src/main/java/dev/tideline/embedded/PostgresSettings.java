package dev.tideline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings file that is written anew at each start and included by {@code postgresql.conf}. */
final class PostgresSettings {

    private static final String FILE = "tideline.conf";

    private PostgresSettings() {}

    /** Makes a fresh data directory read our settings, after (so, over) everything initdb wrote. */
    static void include(Path data) throws IOException {
        Files.writeString(
                data.resolve("postgresql.conf"), "\ninclude_if_exists '" + FILE + "'\n", StandardOpenOption.APPEND);
    }

    static void write(Path data, int port, boolean durable, Map<String, String> further) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        // A socket's path is limited to about 100 bytes, which a data directory easily exceeds.
        settings.put("unix_socket_directories", "");
        settings.put("wal_level", "logical");
        settings.put("max_replication_slots", "50");
        settings.put("max_wal_senders", "50");
        settings.put("max_connections", "200");
        settings.put("shared_buffers", "128MB");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("log_checkpoints", "off");
        settings.put("log_line_prefix", "%m [%p] %q%u@%d ");
        settings.put("jit", "off");
        if (!durable) {
            settings.put("fsync", "off");
            settings.put("full_page_writes", "off");
        }
        settings.putAll(further);
        var text = new StringBuilder("# Written by Tideline at each start.\n");
        settings.forEach((name, value) -> text.append(name)
                .append(" = '")
                .append(value.replace("'", "''"))
                .append("'\n"));
        try {
            var file = data.resolve(FILE);
            Files.writeString(file, text);
            Files.setOwner(file, Files.getOwner(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
