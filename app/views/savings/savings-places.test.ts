import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { insertCase } from '@/lib/cases/store'
import { seedTenantAt } from '@/lib/commands/fixtures/seed-story'
import { noor, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { addDays } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { MeasuredOn, SavingsRung, VerificationCheck } from '@/schemas/verification'
import { savingsView } from './savings'

testDatabase()

const { tenant_id } = TENANT
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const on = (rung: SavingsRung, joint_with: string[] = []): MeasuredOn => ({
  rung,
  scope: {},
  resource_ids: [],
  commitment_ids: [],
  refused: [],
  joint_with,
  control: null,
})

/** The check of the fixture in this place; its course goes on for three weeks as it was measured. */
function check(measured_on: MeasuredOn, patch: Partial<VerificationCheck> = {}): VerificationCheck {
  const last = WEEK_CHECK.trajectory.findLast((p) => p.is_used)
  if (WEEK_CHECK.savings === null || last === undefined) throw new Error('the fixture measured days')
  const later = Array.from({ length: 21 }, (_, i) => ({ ...last, day: addDays(last.day, i + 1), is_used: false }))
  const trajectory = [...WEEK_CHECK.trajectory.filter((p) => p.day <= last.day), ...later]
  return { ...WEEK_CHECK, trajectory, savings: { ...WEEK_CHECK.savings, measured_on }, ...patch }
}
const closed = (case_id: string, checks: VerificationCheck[]): Case => ({
  ...story,
  case_id,
  incident_key: case_id,
  status: 'verified',
  phase: 'closed',
  run: { ...SUCCEEDED, case_id },
  checks,
})

beforeAll(async () => {
  await seedTenantAt('2026-12-27T09:00:00.000Z')
  await change(tenant_id, async (tx) => {
    await insertCase(tx, closed('case_joint', [check(on('slice', ['case_other']))]))
    await insertCase(tx, closed('case_moved', [check(on('slice'), { outcome: 'monitor', reason: 'accumulating' }), check(on('resources'))]))
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_joint', actor: system, body: {} }] }
  })
})

it('says of a figure that stands for several plans whose it is', async () => {
  const { rows } = await savingsView(noor)
  expect(rows.find((r) => r.case_id === 'case_joint')?.notes[0]).toBe(
    'One figure for this plan and case_other, which acted in the same place: what each of them saved is not known.',
  )
})

it('holds no first interval against a course in another place', async () => {
  const { calibration } = await savingsView(noor)
  expect(calibration.find((f) => f.label === 'Intervals that held afterwards')).toMatchObject({ window: '1 plan' })
})
