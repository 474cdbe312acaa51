import { describe, expect, it } from 'vitest'
import { moveCase } from '@/lib/cases/move'
import { NOW, storyCase, tomas } from '@/lib/commands/fixtures/story'
import { newRun } from '@/lib/execution/run-log'
import { invariant } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import { caseContext } from './case-context'
import { executionIntent } from './execution'
import { planIntent } from './plan'

const CHANGED = 'not as the dry run saw it: loadtest-1: state was running, is stopped'

const planned = storyCase({ policy_digest: 'a'.repeat(64) })
const stale = (note: string, patch: Partial<Case> = {}): Case => moveCase(planned, 'stale_plan', NOW, note, patch)

/** What the plan's card says of a plan that is out of date. */
const toldOf = (c: Case): string | undefined =>
  planIntent(caseContext(c, NOW, tomas))?.components.flatMap((part) =>
    part.kind === 'notice' && part.title === 'The plan is out of date' ? [part.text] : [],
  )[0]

describe('a plan that is out of date', () => {
  it('names the target and what changed of it where its run found that', () => {
    invariant(planned.plan, 'the story has a plan')
    const [action] = planned.plan.actions
    const step = { action_id: action?.action_id ?? '', step: 'recheck' as const, status: 'failed' as const, at: NOW, detail: CHANGED, receipt: null }
    const run = { ...newRun(planned.plan, null, NOW), state: 'stale_plan' as const, finished_at: NOW, steps: [step] }
    const c = stale(`Nothing was done, a new plan is being made: the world changed after the approval (${CHANGED})`, { run })
    expect(toldOf(c)).toBe(`Nothing was done, a new plan is being made: the world changed after the approval (${CHANGED}).`)
    const [notice] = executionIntent(caseContext(c, NOW, tomas))?.components ?? []
    expect(notice).toMatchObject({ kind: 'notice', title: 'Nothing was applied', text: `The plan no longer fits: ${CHANGED}.` })
  })

  it.each([
    ['the policies changed', 'Void: the policies changed'],
    ['somebody asked every source again', 'Mara Lindqvist had every source asked again: the owner says so'],
    ['it is old', 'This plan is more than a day old'],
  ])('does not say that its targets changed where %s', (_what, note) => {
    expect(toldOf(stale(note))).toBe(`${note}.`)
    // Collecting again is told in the trail, too, and is no reason.
    expect(toldOf(moveCase(stale(note), 'stale_plan', NOW, 'All sources asked again: none of 6 answers differs'))).toBe(`${note}.`)
  })
})
