/** One word of the command line. `run` resolves to the exit code; throws for refusals, which main prints. */
export type CliCommand = { name: string; usage: string; summary: string; run(argv: string[]): Promise<number> }
