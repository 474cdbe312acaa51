import { decideFromCli } from '../decide'
import type { CliCommand } from './command'

export const submit: CliCommand = {
  run: (argv) => decideFromCli(argv, 'plan.submit', (c) => ({ subject: c.case_id, expected_version: c.revision })),
}
