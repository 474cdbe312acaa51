import { decideFromCli } from '../decide'
import type { CliCommand } from './command'

export const submit: CliCommand = {
  name: 'submit',
  usage: 'submit CASE --as PERSON --plan DIGEST',
  summary: 'send the plan of a case for approval',
  run: (argv) => decideFromCli(argv, 'plan.submit', (c) => ({ subject: c.case_id, expected_version: c.revision })),
}
