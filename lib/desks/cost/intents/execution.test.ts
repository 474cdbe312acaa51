import { describe, expect, it } from 'vitest'
import { decision } from '@/lib/approval/fixtures/requests'
import { NOW, storyCase, tomas } from '@/lib/commands/fixtures/story'
import { newRun } from '@/lib/execution/run-log'
import { addHours } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { UiIntent } from '@/schemas/intent'
import { caseContext } from './case-context'
import { executionIntent } from './execution'
import { nextStep } from './next-step'

/** The story with twelve actions of one template, of which ten are done and the rest waits for the hour. */
function waiting(): Case {
  const c = storyCase({ policy_digest: 'a'.repeat(64) })
  const [action] = c.plan?.actions ?? []
  if (c.plan === null || action === undefined) throw new Error('the story has a plan')
  const plan = { ...c.plan, actions: Array.from({ length: 12 }, (_, n) => ({ ...action, action_id: `act_${n + 1}`, targets: action.targets.slice(0, 1) })) }
  const receipt = { idempotency_key: 'k', mode: 'live' as const, outcome: 'success' as const, changed: [], calls: [], detail: '', finished_at: NOW }
  const steps = plan.actions.slice(0, 10).flatMap(({ action_id }) => [
    { action_id, step: 'apply' as const, status: 'done' as const, at: NOW, detail: '', receipt },
    { action_id, step: 'post_snapshot' as const, status: 'done' as const, at: NOW, detail: '', receipt: null },
  ])
  const run = { ...newRun(plan, null, NOW), state: 'waiting' as const, steps, reversible_until: addHours(NOW, 720) }
  const because = 'schedule nonprod was used 10 times in the last hour'
  return { ...c, plan, status: 'executing', phase: 'execute', run, waits: { for: 'room', because, since: NOW, until: addHours(NOW, 1), tries: 0 } }
}

/** What a card says, whatever its lines are broken at. */
const said = (intent: UiIntent | null): string => intent?.plain.replaceAll(/\s+/g, ' ') ?? ''

describe('a run that waits between two stretches', () => {
  const intent = executionIntent(caseContext(waiting(), NOW, tomas))

  it('says how far it is, when it goes on and why, and that it can be stopped until then', () => {
    expect(intent?.title).toMatch(/^10 of 12 actions carried out, goes on .*10:00/)
    expect(said(intent)).toMatch(/10 of 12 actions carried out, goes on .+: schedule nonprod was used 10 times in the last hour/)
    expect(said(intent)).toContain('It can be stopped until then.')
    expect(intent?.actions.map((a) => [a.command, a.disabled?.rule ?? null])).toEqual([
      ['execution.stop', null],
      ['kill_switch.set', null],
    ])
  })
})

describe('a run that was given up', () => {
  const base = { ...waiting(), policy: decision('L1') }
  const titled = (state: Run['state']) => {
    const run = base.run === null ? null : { ...base.run, state }
    return executionIntent(caseContext({ ...base, run, status: 'escalated', waits: null, trouble: 'The run stopped half way' }, addHours(NOW, 2), tomas))
  }

  it('is not said to go on, neither in its title nor beside its steps', () => {
    const [forward, back] = [titled('running'), titled('rolling_back')]
    expect([forward?.title, back?.title]).toEqual(['Run given up, begun 19 Nov 09:00 UTC', 'Way back given up, run begun 19 Nov 09:00 UTC'])
    const states = [forward, back].map((intent) => intent?.components.find((part) => part.kind === 'execution.progress')?.state)
    expect(states).toEqual(['given up', 'way back given up'])
  })
})

describe('a way back that waits until its target has settled', () => {
  const later = addHours(NOW, 2)
  const base = waiting()
  const run = base.run === null ? null : { ...base.run, state: 'rolling_back' as const }
  const because = 'until the database reports has stopped'
  const c: Case = { ...base, run, status: 'rolling_back', waits: { for: 'settling', because, since: NOW, until: later, tries: 0 } }
  const intent = executionIntent(caseContext(c, NOW, tomas))

  it('says what it waits for, since when and until when at most, and that it goes on by itself', () => {
    expect(intent?.title).toBe('Way back waiting until the database reports has stopped')
    expect(said(intent)).toMatch(/Waiting until the database reports has stopped, since .*09:00 UTC and until .*11:00 UTC at most/)
    expect(said(intent)).toContain('The way back goes on by itself then; when it takes longer, a person is called.')
  })

  it('says how much of it is undone meanwhile, and does not count what waits for its proof', () => {
    const step = (action_id: string, name: 'rollback' | 'settle', status: 'done' | 'running') => ({
      action_id,
      step: name,
      status,
      at: NOW,
      detail: '',
      receipt: null,
    })
    const steps = [
      step('act_9', 'settle', 'running'),
      step('act_10', 'rollback', 'done'),
      step('act_8', 'rollback', 'done'),
      step('act_8', 'settle', 'running'),
    ] as const
    const partly = { ...c, run: run === null ? null : { ...run, steps: [...run.steps, ...steps] } }
    expect(said(executionIntent(caseContext(partly, NOW, tomas)))).toContain('1 of 10 actions are undone. The way back goes on by itself then')
  })

  it('can be given up while it waits, and not when it goes on', () => {
    expect(intent?.actions.map((a) => [a.command, a.label, a.disabled?.rule ?? null])).toEqual([['execution.stop', 'Give up the way back', null]])
    const under_way = executionIntent(caseContext({ ...c, waits: null }, NOW, tomas))
    expect(under_way?.actions.filter((a) => a.command === 'execution.stop' && a.disabled === null)).toEqual([])
  })

  it('is said to be not proven, and not to have failed, where it was waited for no longer', () => {
    const detail = 'the way back was asked for and is not proven: somebody had the way back end while it waited'
    const told = (step: Run['steps'][number]['step']) => {
      const failed = { action_id: 'act_1', step, status: 'failed' as const, at: NOW, detail, receipt: null }
      const ended = run === null ? null : { ...run, state: 'rollback_failed' as const, steps: [...run.steps, failed] }
      return said(executionIntent(caseContext({ ...c, status: 'escalated', run: ended, waits: null }, NOW, tomas)))
    }
    expect(told('settle')).toContain('The way back is not proven')
    expect(told('settle')).toContain(detail)
    expect(told('settle')).toContain('Roll back again, which sends nothing twice')
    expect(told('settle')).toContain('Undoing it is not proven')
    expect(told('rollback')).toContain('The rollback failed')
  })

  it('says what becomes of a run that takes too long: undone where it has acted, and nothing where it has only looked', () => {
    const saysOf = (steps: Run['steps']) => {
      const begun = run === null ? null : { ...run, state: 'running' as const, steps }
      return said(executionIntent(caseContext({ ...c, status: 'executing', run: begun }, NOW, tomas)))
    }
    expect(saysOf([])).toContain('when it takes longer, nothing is done and the plan is made again.')
    const asked = { action_id: 'act_1', step: 'apply', status: 'running', at: NOW, detail: 'asked for', receipt: null } as const
    expect(saysOf([asked])).toContain('when it takes longer, what it did is undone.')
  })

  it('is told in a row of the inbox', () => expect(nextStep(c, NOW)).toContain('waiting until the database reports has stopped, since'))
})
