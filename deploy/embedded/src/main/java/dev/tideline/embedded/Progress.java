package dev.tideline.embedded;

/** Told what is going on while a person waits for a server: one short sentence per step, without a final full stop. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = step -> {};

    void step(String description);
}
