import { describe, expect, it } from 'vitest'
import { editPlan } from '@/lib/desks/cost/plan/edit/edit-plan'
import type { Plan } from '@/schemas/action'
import type { CloudPort } from '../connectors/cloud/port'
import type { SimulatedEstate } from '../connectors/cloud/simulation/estate'
import { simulatedCloud } from '../connectors/cloud/simulation/simulated'
import { memoryLog } from '../fixtures/memory-log'
import { anInstance, estateOf } from '../fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '../fixtures/small-plan'
import { planHash } from './hash'
import { preparePlan } from './prepare'
import type { Proposal } from './proposal'

const NOW = '2026-11-19T09:00:00.000Z'
const accountOf = (estate: SimulatedEstate): CloudPort => simulatedCloud({ estate, log: memoryLog(), now: async () => NOW })
const prepare = (proposal: Proposal, port: CloudPort): Promise<Plan> => preparePlan(proposal, { port, now: NOW, history: {}, is_in_change_window: true })

describe('preparing', () => {
  it('drops the targets that the account objects to and keeps the rest', async () => {
    const [good, bad] = [anInstance(1), anInstance(2, { quirks: ['stop_protection'] })]
    const plan = await prepare(proposalOf('case_a', [scheduleCandidate([good, bad])]), accountOf(estateOf([good, bad])))
    expect(plan.actions[0]?.targets.map((t) => t.label)).toEqual(['loadtest-1'])
    expect(plan.rejected).toMatchObject([{ template: 'schedule_nonprod', target: 'loadtest-2', because: 'loadtest-2: is protected against stopping' }])
  })

  it('leaves a dry run that fails in the plan, for policy to deny', async () => {
    const one = anInstance(1, { quirks: ['not_permitted'] })
    const plan = await prepare(proposalOf('case_a', [scheduleCandidate([one])]), accountOf(estateOf([one])))
    expect(plan.actions[0]?.dry_run).toMatchObject({ outcome: 'would_fail', detail: expect.stringContaining('UnauthorizedOperation') })
  })

  it('has no plan when nothing is left', async () => {
    const plan = await prepare(proposalOf('case_a', [scheduleCandidate([anInstance(1)])]), accountOf(estateOf([])))
    expect(plan).toMatchObject({ actions: [], no_action: [{ code: 'all_candidates_rejected' }] })
  })
})

describe('editing a parameter', () => {
  const port = accountOf(estateOf([anInstance(1)]))
  const planned = () => prepare(proposalOf('case_a', [scheduleCandidate([anInstance(1)])]), port)
  const edited = async (params: Record<string, unknown>) => {
    const plan = await planned()
    return prepare(editPlan(plan, { action_id: plan.actions[0]?.action_id ?? '', params }, { currency: 'USD', confidence: 0.9, made_at: NOW }), port)
  }

  it('gives another plan with another hash and another saving', async () => {
    const [before, after] = [await planned(), await edited({ 'schedule.on_hour': 9, 'schedule.days': [0, 1, 2] })]
    expect(after.plan_hash).not.toBe(before.plan_hash)
    expect(after.actions[0]?.title).toBe('Run 1 instance only Mon-Wed 09:00-19:00 UTC')
    expect(after.expected_savings.expected).toBe('513.01')
  })

  it.each([
    [{ 'schedule.on_hour': 24 }, 'from 0 to 23'],
    [{ 'schedule.on_hour': 20 }, 'off_hour must be after'],
    [{ account_id: '999999999999' }, 'cannot be edited'],
    [{ targets: [] }, 'cannot be edited'],
  ])('refuses %j', async (params, message) => {
    await expect(edited(params)).rejects.toThrow(message)
  })
})

it('hashes a plan without its names and moments', async () => {
  const plan = await prepare(proposalOf('case_a', [scheduleCandidate([anInstance(1)])]), accountOf(estateOf([anInstance(1)])))
  const later = {
    ...plan,
    plan_id: 'plan_x',
    made_at: '2027-01-01T00:00:00.000Z',
    actions: plan.actions.map((a) => ({ ...a, dry_run: { ...a.dry_run, at: null } })),
  }
  expect(planHash(later)).toBe(plan.plan_hash)
  expect(planHash({ ...plan, data_version: 'v2' })).not.toBe(plan.plan_hash)
})
