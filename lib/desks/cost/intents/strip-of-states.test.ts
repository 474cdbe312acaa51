import { describe, expect, it } from 'vitest'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { stripOf } from '@/lib/intents/strip'
import { invariant } from '@/lib/kernel/errors'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Run } from '@/schemas/execution'

const caseNamed = (name: string): Case => {
  const found = STORY.find((f) => f.name === name)
  invariant(found, `the story has a case ${name}`)
  return found.c
}
const saidOf = (c: Case): string[] => stripOf(c).map(({ role, state, waits_for, note }) => `${role} ${state}: ${waits_for || note || ''}`)

describe('the strip of a case that was closed', () => {
  it('waits for nobody any more, whatever was open', () => {
    for (const { name, c } of STORY.filter((f) => f.c.plan !== null && f.c.plan.actions.length > 0)) {
      const closed = saidOf({ ...c, status: 'accepted' })
      expect(
        closed.filter((slot) => slot.includes(' open:')),
        name,
      ).toEqual([])
    }
    expect(saidOf({ ...caseNamed('plan-ready'), status: 'accepted' })).toEqual([
      'proposed skipped: the case was closed',
      'approver skipped: the case was closed',
      'executed skipped: the case was closed',
      'verified skipped: the case was closed',
    ])
  })

  it('keeps what was signed and verified', () => {
    const verified = caseNamed('verified')
    expect(saidOf(verified).at(-1)).toMatch(/^verified signed: /)
    expect(saidOf({ ...caseNamed('executed'), status: 'accepted' }).slice(0, -1)).toEqual(saidOf(caseNamed('executed')).slice(0, -1))
  })
})

describe('the strip of a verified case', () => {
  const verified = caseNamed('verified')
  const at = (status: CaseStatus, state: Run['state']): Case => ({ ...verified, status, run: verified.run && { ...verified.run, state } })

  it.each([
    ['is being taken back', at('rolling_back', 'succeeded')],
    ['is on its way back', at('rolling_back', 'rolling_back')],
    ['was left half way by a rollback that failed', at('escalated', 'rollback_failed')],
  ])('does not stand as verified once its change %s', (_what, c) => {
    expect(saidOf(c).at(-1)).toBe('verified void: measured before the rollback; nothing is claimed')
  })
})

it('says of a plan that no longer fitted when it was to run why', () => {
  const executed = caseNamed('executed')
  const [action] = executed.plan?.actions ?? []
  const detail = 'not as the dry run saw it: loadtest-1: state was running, is stopped'
  const step = { action_id: action?.action_id ?? '', step: 'recheck' as const, status: 'failed' as const, at: executed.updated_at, detail, receipt: null }
  const c = { ...executed, status: 'stale_plan' as const, run: executed.run && { ...executed.run, state: 'stale_plan' as const, steps: [step] } }
  expect(saidOf(c)).toContain(`executed void: nothing was applied: ${detail}`)
})
