package dev.tideline.embedded;

import java.util.Arrays;

/** The PostgreSQL versions that can be embedded, each with the release of its binaries. */
public enum PostgresVersion {
    V14(14, "14.22.0"),
    V15(15, "15.14.0"),
    V16(16, "16.10.0"),
    V17(17, "17.6.0"),
    V18(18, "18.6.0");

    /** What the product uses and what tests use unless told otherwise. */
    public static final PostgresVersion DEFAULT = V18;

    private final int major;
    private final String release;

    PostgresVersion(int major, String release) {
        this.major = major;
        this.release = release;
    }

    public static PostgresVersion ofMajor(int major) {
        return Arrays.stream(values())
                .filter(version -> version.major == major)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no binaries of PostgreSQL " + major + " are known"));
    }

    /** The version that the system property {@code tideline.test.postgres} selects for tests, such as {@code 16}. */
    public static PostgresVersion ofTests() {
        return ofMajor(Integer.getInteger("tideline.test.postgres", DEFAULT.major));
    }

    public int major() {
        return major;
    }

    String release() {
        return release;
    }
}
