package dev.tideline.engine.runtime;

import dev.tideline.schemas.config.TopologyFile;

/** Turns a topology file into a program. */
@FunctionalInterface
public interface ProgramCompiler {

    /**
     * @throws dev.tideline.schemas.diagnostics.DiagnosticException if the file cannot be compiled, or the source cannot be reached
     */
    StageProgram compile(TopologyFile file);
}
