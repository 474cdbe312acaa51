import { describe, expect, it } from 'vitest'
import { ACTION } from '@/lib/desks/cost/fixtures/cases/plan'
import { SUCCEEDED } from '@/lib/desks/cost/fixtures/cases/run'
import { targetOutcomes } from '@/lib/desks/cost/intents/target-outcomes'
import type { Receipt } from '@/schemas/action'
import type { Run } from '@/schemas/execution'

const [first, second, third] = ACTION.targets
if (first === undefined || second === undefined || third === undefined) throw new Error('the fixture has nine targets')
const at = '2026-11-19T11:05:09.000Z'
const call = (status: string) => ({ api: 'scheduler:CreateSchedule', request_id: 'req-1', status })

function run(receipt: Partial<Receipt>, rollback: 'done' | 'failed' | null = null): Run {
  const [done] = SUCCEEDED.steps.flatMap((s) => s.receipt ?? [])
  if (done === undefined) throw new Error('the fixture has a receipt')
  const base = { action_id: ACTION.action_id, at, detail: '', receipt: null }
  return {
    ...SUCCEEDED,
    state: rollback === 'done' ? 'rolled_back' : 'rollback_failed',
    steps: [
      { ...base, step: 'apply', status: 'failed', receipt: { ...done, ...receipt } },
      ...(rollback === null ? [] : [{ ...base, step: 'rollback' as const, status: rollback }]),
    ],
  }
}
const read = (r: Run) => targetOutcomes(r, [ACTION]).map((t) => `${t.target}: ${t.outcome}`)

describe('what became of each target', () => {
  it('is told only where a run did not go through', () => {
    expect(targetOutcomes(SUCCEEDED, [ACTION])).toEqual([])
  })

  it('names the target that stopped the run with what the account said, what was changed before it, and what was never reached', () => {
    const detail = `scheduler:CreateSchedule for ${second.label} was refused: AccessDeniedException: not authorised to perform scheduler:CreateSchedule`
    const failed = run({ outcome: 'failed', changed: [first.arn], calls: [call('done'), call('refused')], detail }, 'failed')
    expect(read(failed).slice(0, 3)).toEqual([`${first.label}: changed`, `${second.label}: failed`, `${third.label}: not_reached`])
    expect(targetOutcomes(failed, [ACTION])[1]?.said).toBe(detail)
  })

  it('says undone only when the rollback was proved', () => {
    const detail = `scheduler:CreateSchedule for ${second.label} was throttled: Rate exceeded`
    expect(read(run({ outcome: 'failed', changed: [first.arn], detail }, 'done'))[0]).toBe(`${first.label}: undone`)
    expect(read(run({ outcome: 'failed', changed: [first.arn], detail }, 'failed'))[0]).toBe(`${first.label}: changed`)
  })

  it('never calls a target unchanged when nobody knows how far the calls went', () => {
    const lost = run({ outcome: 'uncertain', changed: [], calls: [], detail: 'the process was stopped before an answer was recorded' })
    expect(new Set(targetOutcomes(lost, [ACTION]).map((t) => t.outcome))).toEqual(new Set(['unknown']))
    const unanswered = run({
      outcome: 'uncertain',
      changed: [first.arn],
      calls: [call('done'), call('uncertain')],
      detail: `x for ${second.label} was sent and not answered (timeout)`,
    })
    expect(read(unanswered).slice(0, 3)).toEqual([`${first.label}: changed`, `${second.label}: unknown`, `${third.label}: not_reached`])
  })
})
