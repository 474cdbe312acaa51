import { Fault } from '@/lib/kernel/errors'
import { decideFromCli } from '../decide'
import type { CliCommand } from './command'

export const deny: CliCommand = {
  run: (argv) =>
    decideFromCli(argv, 'approval.deny', (c) => {
      if (c.approval === null) throw new Fault('conflict', 'nothing waits for a decision on this case: see its status with `countersign show`')
      return { subject: c.approval.approval_id, expected_version: c.approval.state_version }
    }),
}
