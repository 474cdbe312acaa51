import { beforeAll, describe, expect, it } from 'vitest'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { Fault } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { PolicyDecision } from '@/schemas/policy'
import { applyEdits } from './apply-edits'
import { previewEdit } from './preview-edit'

const NOW = '2026-11-19T09:00:00.000Z'
const INSTANCES = [anInstance(1), anInstance(2)]
const CANDIDATES = [scheduleCandidate(INSTANCES), tagCandidate(INSTANCES)]
const ALLOWED = { decision: 'require_approval', level: 'L1' } as PolicyDecision // safe: the preview only hands it on
let plan: Plan
let c: Case

beforeAll(async () => {
  const port = simulatedCloud({ estate: estateOf(INSTANCES), log: memoryLog(), now: async () => NOW })
  plan = await preparePlan(proposalOf('case_drop', CANDIDATES), { port, now: NOW, history: {}, is_in_change_window: true })
  const story = STORY[0]?.c
  if (story === undefined) throw new Error('the story is empty')
  c = { ...story, case_id: 'case_drop', plan }
})

const drop = (of: Case, action_id: string) =>
  previewEdit({
    case: of,
    evidence: [],
    edit: { action_id, params: {}, drop_because: 'the team tags them itself' },
    by: 'usr_mara',
    now: NOW,
    decide: () => ALLOWED,
  })

describe('leaving one action out of a plan', () => {
  it('makes another plan of the rest, that says what was left out and why', () => {
    for (const action of plan.actions) {
      const made = drop(c, action.action_id)
      expect(made.plan.plan_hash).not.toBe(plan.plan_hash)
      expect(made.plan.actions.map((a) => a.template)).toEqual(plan.actions.filter((a) => a !== action).map((a) => a.template))
      expect(made.plan.rejected).toContainEqual(
        expect.objectContaining({ template: action.template, because: 'a person left it out: the team tags them itself' }),
      )
    }
  })

  it('is evidence: the planner leaves the same action out whenever it plans on it', () => {
    const [first] = plan.actions
    const { edits } = drop(c, first?.action_id ?? '')
    const again = applyEdits({ candidates: CANDIDATES, rejected: [] }, [edits])
    expect(again.candidates.map((x) => x.template)).toEqual(CANDIDATES.filter((x) => x.template !== first?.template).map((x) => x.template))
    expect(again.rejected).toHaveLength(1)
  })

  it('leaves an action of the same template alone that changes something else', () => {
    const [first] = plan.actions
    const { edits } = drop(c, first?.action_id ?? '')
    const other = scheduleCandidate([anInstance(7)])
    expect(applyEdits({ candidates: [other], rejected: [] }, [edits]).candidates).toEqual([other])
  })

  it('never leaves out the one that all others only accompany', () => {
    const [main, beside] = plan.actions
    if (main === undefined || beside === undefined) throw new Error('two actions')
    const of = { ...c, plan: { ...plan, actions: [main, { ...beside, accompanies: true as const }] } }
    expect(() => drop(of, main.action_id)).toThrow('the only action of the plan')
    expect(drop(of, beside.action_id).plan.actions.map((a) => a.template)).toEqual([main.template])
  })

  it('never leaves the last one out: the case is closed instead', () => {
    const [only] = plan.actions
    const alone = { ...c, plan: { ...plan, actions: plan.actions.slice(0, 1) } }
    expect(() => drop(alone, only?.action_id ?? '')).toThrow(Fault)
    expect(() => drop(alone, only?.action_id ?? '')).toThrow('close the case instead')
  })
})
