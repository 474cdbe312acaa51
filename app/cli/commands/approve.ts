import { Fault } from '@/lib/kernel/errors'
import { decideFromCli } from '../decide'
import type { CliCommand } from './command'

const CALL_A_PERSON = '--no-automatic-rollback'

export const approve: CliCommand = {
  run: (argv) => {
    const params = argv.includes(CALL_A_PERSON) ? { automatic_rollback: false } : {}
    const rest = argv.filter((word) => word !== CALL_A_PERSON)
    return decideFromCli(rest, 'approval.approve', (c) => {
      if (c.approval === null) throw new Fault('conflict', 'nothing waits for a decision on this case: see its status with `countersign show`')
      return { subject: c.approval.approval_id, expected_version: c.approval.state_version, params }
    })
  },
}
