package dev.tideline.deploy.demo;

import dev.tideline.embedded.PostgresDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The files that a user would write, for the demo's directory. */
final class ShopFiles {

    static final String TOPOLOGY = "shop";

    /** The name of the configuration in the demo's directory. */
    static final String CONFIG = "tideline.yaml";

    private ShopFiles() {}

    /** Writes {@code tideline.yaml} and the topology file, and returns the former. */
    static Path write(Path directory, PostgresDatabase database, int httpPort) {
        var config = directory.resolve(CONFIG);
        try {
            Files.writeString(directory.resolve("shop.yaml"), resource("shop.yaml"));
            Files.deleteIfExists(config);
            Files.createFile(
                    config, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    config, """
                    # Written by tideline demo. Try: tideline status --config %s
                    source:
                      url: %s
                      user: %s
                      password: %s
                      publication: tideline
                      slot: tideline
                    kafka:
                      bootstrap.servers: embedded
                      topic.prefix: shop
                    topologies: [shop.yaml]
                    data.dir: ./tideline-data
                    http.port: %d
                    """.formatted(config, database.url(), database.user(), database.password(), httpPort));
            return config;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + directory, e);
        }
    }

    static String resource(String name) {
        try (var in = ShopFiles.class.getResourceAsStream("shop/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the demo's " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
