import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { NOW, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import type { Case } from '@/schemas/case'
import type { MeasuredOn } from '@/schemas/verification'
import { keepRun } from './earlier-runs'
import { templateRecords } from './ledger-store'
import { insertCase } from './store'

testDatabase()
const { tenant_id } = TENANT
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const template = story.plan?.actions[0]?.template ?? ''
const ON: MeasuredOn = { rung: 'slice', scope: {}, resource_ids: [], commitment_ids: [], refused: [], joint_with: [], control: null }
const run = (case_id: string, over: Partial<NonNullable<Case['run']>> = {}) => ({ ...SUCCEEDED, case_id, finished_at: NOW, ...over })
const measured = (point: string) => [{ ...WEEK_CHECK, savings: WEEK_CHECK.savings === null ? null : { ...WEEK_CHECK.savings, point, predicted: '100' } }]
/** One figure for this plan and another. */
const together = (point: string) =>
  measured(point).map((check) => ({ ...check, savings: check.savings && { ...check.savings, measured_on: { ...ON, joint_with: ['case_other'] } } }))
const ended = (case_id: string, over: Partial<Case>): Case => ({ ...story, case_id, incident_key: case_id, phase: 'closed', run: run(case_id), ...over })

beforeAll(async () => {
  await seedTenant()
  await change(tenant_id, async (tx) => {
    await insertCase(tx, ended('case_saved', { status: 'verified', checks: measured('90') }))
    await insertCase(tx, ended('case_joint', { status: 'verified', checks: together('300') }))
    await insertCase(tx, ended('case_joint_back', { status: 'rolled_back', checks: together('300'), run: run('case_joint_back', { state: 'rolled_back' }) }))
    await insertCase(tx, ended('case_lost', { status: 'not_measurable', checks: measured('-10') }))
    await insertCase(tx, ended('case_undone', { status: 'rolled_back', checks: measured('200'), run: run('case_undone', { state: 'rolled_back' }) }))
    await insertCase(tx, ended('case_failed', { status: 'escalated', checks: [], run: run('case_failed', { state: 'failed' }) }))
    // Two that went on with another plan of the same template, which nobody has sent: what came of the first ones is no less true for it.
    const first = (case_id: string, state: 'succeeded' | 'rolled_back') => keepRun({ ...story, run: run(case_id, { state, run_id: `run_${case_id}` }) })
    await insertCase(tx, { ...story, case_id: 'case_again', incident_key: 'again', status: 'plan_ready', ...first('case_again', 'succeeded') })
    await insertCase(tx, { ...story, case_id: 'case_back', incident_key: 'back', status: 'plan_ready', ...first('case_back', 'rolled_back') })
    await insertCase(tx, { ...story, case_id: 'case_waiting', incident_key: 'waiting', status: 'plan_ready' })
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_saved', actor: system, body: {} }] }
  })
})

it('tells the next approver of every plan that came to an end, also of those whose case went on with another, and takes no joint saving for one plan’s', async () => {
  expect(await templateRecords(tenant_id)).toEqual({ [template]: { plans: 6, saved: 1, rolled_back: 3, measured: 2, median_ratio: 0.4, joint: 1 } })
})
