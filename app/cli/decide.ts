import '@/agent/desks/cost/plan/plan-editor'
import { parseArgs } from 'node:util'
import { getCase } from '@/lib/cases/store'
import { Fault } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { CommandName, CommandRequest } from '@/schemas/command'
import { decidingPerson } from './as-person'
import { giveCommand } from './give-command'
import { AS_PERSON, TEXT } from './options'
import { tenantOfCase } from './tenant'
import { withDatabase } from './with-database'
import { WrongCall } from './wrong-call'

type Target = { subject: string; expected_version: number | null; params?: CommandRequest['params'] }

/**
 * Runs one decision from the command line as a person. The plan's digest has to be repeated (`--plan`, its first 8 characters are enough):
 * a signature is for what was read, on this surface too.
 */
export function decideFromCli(argv: string[], command: CommandName, target: (c: Case) => Target): Promise<number> {
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: { ...AS_PERSON, plan: TEXT, phrase: TEXT } })
  const [case_id] = positionals
  if (case_id === undefined || values.as === undefined) throw new WrongCall('a case id and --as PERSON are needed')
  const who = values.as
  return withDatabase(async () => {
    const tenant_id = await tenantOfCase(values, case_id)
    const actor = await decidingPerson(tenant_id, who)
    const c = await getCase(tenant_id, case_id)
    if (c.plan === null)
      throw new Fault('conflict', `this case has no plan now: one may be in the making, look with countersign show ${case_id}`, { status: c.status })
    const { plan_hash } = c.plan
    if (values.plan === undefined || values.plan.length < 8 || !plan_hash.startsWith(values.plan))
      throw new Fault('digest_mismatch', `say which plan you read: --plan ${plan_hash.slice(0, 8)} (see: countersign show ${case_id})`, { plan_hash })
    await giveCommand(actor, { command, ...target(c), plan_hash, reason: values.reason, acknowledged: values.phrase ?? null }, values.json)
    return 0
  })
}
