package dev.tideline.deploy.run;

/** The three parts of Tideline; each may run in a process of its own. */
public enum Part {
    INGEST,
    ENGINE,
    SINK;

    /** As users write it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
