/** The call itself is wrong: exit code 2, and how it is meant. As `parseArgs` throws for an option that is none. */
export class WrongCall extends TypeError {
  readonly code = 'ERR_PARSE_ARGS_MISSING'
}
