import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { insertCase } from '@/lib/cases/store'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { NOW, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { Fault } from '@/lib/kernel/errors'
import { compareShadow } from './compare-shadow'

testDatabase()
const { tenant_id } = TENANT
const [one, two, three] = [1, 2, 3].map((n) => anInstance(n)) as [ReturnType<typeof anInstance>, ReturnType<typeof anInstance>, ReturnType<typeof anInstance>]
const port = simulatedCloud({ estate: estateOf([one, two, three]), log: memoryLog(), now: async () => NOW })
const m = (key: string) => ({ dry_run: false, idempotency_key: key })

beforeAll(async () => {
  await seedTenant()
  for (const [i, instance] of [one, two, three].entries()) {
    const case_id = `case_shadow${i + 1}`
    const plan = await preparePlan(proposalOf(case_id, [scheduleCandidate([instance])]), { port, now: NOW, history: {}, is_in_change_window: true })
    const c = {
      ...storyCase({ policy_digest: 'a'.repeat(64), case_id }),
      incident_key: case_id,
      status: 'plan_ready' as const,
      approval: null,
      evidence_ids: [],
      plan,
    }
    await change(tenant_id, async (tx) => {
      await insertCase(tx, c)
      return { result: undefined, events: [{ kind: 'case.opened', subject: case_id, actor: system, body: {} }] }
    })
  }
})

it('tells the change that people made themselves from something else that they did, and from nothing', async () => {
  expect(await compareShadow(tenant_id, port)).toBe(
    'Of 3 plans that would have been sent, people made the change of 0; did something else to the targets of 0; left 3 as they were',
  )
  await port.putSchedule(DEV, one.instance_id, { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }, m('a'))
  await port.stopInstance(DEV, two.instance_id, m('b'))
  expect(await compareShadow(tenant_id, port)).toBe(
    'Of 3 plans that would have been sent, people made the change of 1 (case_shadow1); did something else to the targets of 1 (case_shadow2); left 1 as they were',
  )
})

it('could not ask, which is not the same as nothing done', async () => {
  const silent: CloudPort = {
    ...port,
    instances: async () => {
      throw new Fault('provider_down', 'AWS is limiting our requests')
    },
  }
  expect(await compareShadow(tenant_id, silent)).toContain('not known: 3, whose targets could not be read')
})
