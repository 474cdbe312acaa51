import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CallResult } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import type { FlaggedAnomaly } from '@/lib/desks/cost/connectors/cloud/ports/anomaly-port'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import type { Claim } from '@/lib/execution/claims/claims'
import { readEffect } from '@/lib/execution/claims/read-effect'
import { executePlan } from '@/lib/execution/execute-plan'
import type { Execution } from '@/lib/execution/execution'
import { Killed, killer } from '@/lib/execution/fixtures/killer'
import { memoryClaims } from '@/lib/execution/fixtures/memory-claims'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { Fault } from '@/lib/kernel/errors'
import type { AnomalyAnswer } from '@/schemas/evidence/outside'
import { Run } from '@/schemas/execution'
import { mainActions } from './main-actions'

const NOW = '2026-11-19T09:00:00.000Z'
const ARN = 'arn:aws:ce::210000000001:anomaly/an-1'
const schedule = scheduleCandidate([anInstance(1)])
const answerFrom = (former: AnomalyAnswer | null) => ({
  template: 'submit_ad_feedback',
  params: {
    ...{ account_id: '210000000001', region_id: 'us-east-1', environment: 'dev' as const, currency: 'USD' },
    targets: [{ arn: ARN, label: 'an-1', effective_cost_per_day: '0', list_cost_per_day: '0', anomaly_id: 'an-1', start: '2026-11-10', answer: 'YES', former }],
  },
  reasons: [],
})

/** A plan that schedules an instance and answers the detection of Cost Explorer, which says what each test lets it say. */
async function aWorld(former: AnomalyAnswer | null = null) {
  const detection: { answer: AnomalyAnswer | null; says: CallResult['status'] | 'down' } = { answer: former, says: 'done' }
  const sent: string[] = []
  const account = simulatedCloud({ estate: estateOf([anInstance(1)]), log: memoryLog(), now: async () => NOW })
  const asked = () => {
    if (detection.says === 'down') throw new Fault('rate_limited', 'the budget of the day is used up')
  }
  const port: CloudPort = {
    ...account,
    flaggedAnomalies: async (): Promise<FlaggedAnomaly[]> => {
      asked()
      return [{ arn: ARN, anomaly_id: 'an-1', start: '2026-11-10', answer: detection.answer }]
    },
    answerAnomaly: async (_place, _id, _since, answer, m) => {
      asked()
      if (m.dry_run) return { api: 'ce', request_id: null, status: 'would_succeed', detail: '' }
      const status = detection.says === 'down' ? 'failed' : detection.says
      sent.push(m.idempotency_key)
      if (status === 'done') detection.answer = answer
      return { api: 'ce', request_id: null, status, detail: status } as CallResult
    },
  }
  const plan = await preparePlan(proposalOf('case_a', [answerFrom(former), schedule]), { port, now: NOW, history: {}, is_in_change_window: true })
  const claims = memoryClaims()
  const taken: Claim[] = []
  const saved: { run: Run | null } = { run: null }
  const execution = (differs: Partial<Execution<CloudPort>> = {}): Execution<CloudPort> => ({
    ...{ plan, planHash, templates: COST_ACTIONS, port, previous: saved.run, now: async () => NOW, isStopRequested: async () => false },
    claims: {
      ...claims,
      take: async (claim) => {
        taken.push(claim)
        return claims.take(claim)
      },
    },
    onStep: async (run) => {
      saved.run = Run.parse(structuredClone(run))
    },
    ...differs,
  })
  const of = (run: Run, template: string) => run.steps.filter((s) => s.action_id === plan.actions.find((a) => a.template === template)?.action_id)
  const told = (run: Run) => of(run, 'submit_ad_feedback').map((s) => `${s.step} ${s.status}: ${s.detail}`)
  const is_scheduled = async () => (await port.schedule(DEV, anInstance(1).instance_id)) !== null
  return { detection, port, plan, sent, taken, saved, execution, told, is_scheduled }
}
type World = Awaited<ReturnType<typeof aWorld>>

describe('an action that accompanies another', () => {
  it('stands last, adds nothing to the risk, and is carried out once the other has succeeded', async () => {
    const w = await aWorld()
    expect(w.plan.actions.map((a) => [a.template, a.accompanies])).toEqual([
      ['schedule_nonprod', undefined],
      ['submit_ad_feedback', true],
    ])
    const [main] = mainActions(w.plan)
    expect(w.plan.risk).toEqual(main?.risk)
    const run = await executePlan(w.execution())
    expect([run.state, w.sent.length, w.detection.answer]).toEqual(['succeeded', 1, 'YES'])
  })

  it('is an action like any other where it is alone', () => {
    const alone = { actions: [{ action_id: 'act_a', accompanies: true } as never] }
    expect(mainActions(alone)).toEqual(alone.actions)
  })

  it('counts for no limit and rests nothing: its claim says only that it was asked for', async () => {
    const w = await aWorld()
    await executePlan(w.execution())
    expect(w.taken.map((c) => c.covers?.template)).toEqual(['schedule_nonprod', undefined])
  })

  it.each<[string, (w: World) => void, string]>([
    ['the provider refuses it', (w) => (w.detection.says = 'denied'), 'apply skipped: '],
    ['nobody knows whether it was taken', (w) => (w.detection.says = 'uncertain'), 'apply skipped: '],
    ['somebody answered since', (w) => (w.detection.answer = 'NO'), 'recheck skipped: answered_by_nobody_since'],
    ['its service cannot be asked', (w) => (w.detection.says = 'down'), 'apply skipped: could not be asked: the budget of the day is used up'],
  ])('is left out and says why where %s, and the plan is carried out', async (_, happens, because) => {
    const w = await aWorld()
    happens(w)
    const run = await executePlan(w.execution())
    expect([run.state, await w.is_scheduled()]).toEqual(['succeeded', true])
    expect(w.told(run).at(-1)).toContain(because)
    expect(run.steps.filter((s) => s.status === 'failed')).toEqual([])
    expect(await readEffect({ plan: w.plan, run, templates: COST_ACTIONS, port: w.port, now: NOW })).toMatchObject({ status: 'in_place' })
    expect((await rollbackRun({ ...w.execution(), run })).state).toBe('rolled_back')
    expect(await w.is_scheduled()).toBe(false)
  })

  it('is left out where its template is another one by now, and where a person stops the run after the other', async () => {
    const w = await aWorld()
    const newer = { ...COST_ACTIONS, submit_ad_feedback: { ...COST_ACTIONS['submit_ad_feedback'], version: 9 } } as typeof COST_ACTIONS // safe: the same template
    const run = await executePlan(w.execution({ templates: newer }))
    expect([run.state, w.sent, w.told(run)]).toEqual([
      'succeeded',
      [],
      ['apply skipped: not carried out: its template is another one than when the plan was made'],
    ])
    const halted = await aWorld()
    const ended = await executePlan(halted.execution({ isHaltRequested: halted.is_scheduled }))
    expect([ended.state, halted.sent]).toEqual(['succeeded', []])
    expect(halted.told(ended)).toEqual(['apply skipped: not carried out: somebody stopped the run before this action'])
  })

  it('is never sent where the other fails', async () => {
    const w = await aWorld()
    const run = await executePlan(w.execution({ isStopRequested: async () => true }))
    expect([run.state, w.sent, await w.is_scheduled()]).toEqual(['failed', [], false])
  })

  it('keeps no rollback from undoing the rest where it cannot be taken back', async () => {
    const w = await aWorld('NO')
    const run = await executePlan(w.execution())
    expect([run.state, w.detection.answer]).toEqual(['succeeded', 'YES'])
    w.detection.says = 'down'
    const undone = await rollbackRun({ ...w.execution(), run })
    expect([undone.state, await w.is_scheduled()]).toEqual(['rolled_back', false])
    expect(w.told(undone).at(-1)).toContain('rollback skipped: could not be asked')
  })

  it('holds up neither a run nor its way back where the detection does not show the answer yet', async () => {
    const w = await aWorld('NO')
    const unseen = { port: { ...w.port, flaggedAnomalies: async () => [{ arn: ARN, anomaly_id: 'an-1', start: '2026-11-10', answer: 'NO' as const }] } }
    const run = await executePlan(w.execution(unseen))
    expect([run.state, w.detection.answer, w.told(run).at(-1)]).toEqual(['succeeded', 'YES', expect.stringMatching(/^post_snapshot skipped: not as asked/)])
    expect((await rollbackRun({ ...w.execution(unseen), run })).state).toBe('rolled_back')
  })

  it('is sent once at most, and the other is carried out, wherever the process is killed', async () => {
    const armed = (w: World, die_at: number, when: 'before' | 'after') => {
      const k = killer(die_at, when)
      const x = w.execution()
      return { k, x: { ...x, port: k.all(x.port), claims: k.all(x.claims), onStep: k.wrap(x.onStep) } }
    }
    const dry = armed(await aWorld(), Number.POSITIVE_INFINITY, 'before')
    await executePlan(dry.x)
    for (let die_at = 1; die_at <= dry.k.seen(); die_at++)
      for (const when of ['before', 'after'] as const) {
        const w = await aWorld()
        await expect(executePlan(armed(w, die_at, when).x)).rejects.toThrow(Killed)
        const run = await executePlan(w.execution())
        expect(w.sent.length).toBeLessThanOrEqual(1)
        // What is uncertain is the action that the plan is for.
        if (run.state === 'uncertain') expect(w.told(run)).toEqual([])
        else expect([run.state, await w.is_scheduled()]).toEqual(['succeeded', true])
      }
  })
})
