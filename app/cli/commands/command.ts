/** A program of the command line. `run` resolves to the exit code; throws for refusals, which main prints. */
export type CliCommand = { run(argv: string[]): Promise<number> }
