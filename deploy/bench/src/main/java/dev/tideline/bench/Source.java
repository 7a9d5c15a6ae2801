package dev.tideline.bench;

import java.net.URI;
import java.util.Map;

/** The database under measurement. */
record Source(String url, String user, String password, String publication) {

    Map<String, String> connectorProperties() {
        var uri = URI.create(url.substring("jdbc:".length()));
        return Map.of(
                "database.hostname", uri.getHost(),
                "database.port", Integer.toString(uri.getPort()),
                "database.dbname", uri.getPath().substring(1),
                "database.user", user,
                "database.password", password);
    }
}
