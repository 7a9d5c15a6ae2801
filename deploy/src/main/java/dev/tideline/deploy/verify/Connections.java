package dev.tideline.deploy.verify;

import java.sql.Connection;
import java.sql.SQLException;

final class Connections {

    private Connections() {}

    /** Closes a connection whose work is done or lost: what it says now changes nothing. */
    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server rolls back by itself.
            return;
        }
    }
}
