import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXAMPLES } from '@/lib/conversation/ask-back/examples'
import { STORY_EVIDENCE } from '@/lib/desks/cost/fixtures/cases/anomaly'
import { ACCOUNT_NAMES, MARA, PEOPLE, TOMAS } from '@/lib/desks/cost/fixtures/cases/people'
import { type CaseFixture, STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { addHours } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import { INTENT_MAX_BYTES, UiIntent } from '@/schemas/intent'

const EXTRAS = { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES, people: { usr_mara: 'Mara Lindqvist' }, first_check_at: '2026-11-19T13:05:12.000Z' }
const GOLDENS = new URL('../fixtures/intents/', import.meta.url)

const draw = (f: CaseFixture, viewer: Actor, extras = EXTRAS): UiIntent[] =>
  Object.values(caseIntents(f.c, f.now, viewer, extras)).filter((intent) => intent !== null)
// Every fixture as every person sees it, drawn once.
const ALL = new Map(STORY.flatMap((f) => PEOPLE.map((viewer) => [`${f.name} ${viewer.id}`, draw(f, viewer)] as const)))
const drawn = (f: CaseFixture, viewer: Actor): UiIntent[] => ALL.get(`${f.name} ${viewer.id}`) ?? []
const fixture = (name: string): CaseFixture => {
  const found = STORY.find((f) => f.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  return found
}

const everybody = fc.constantFrom(...PEOPLE)
const anyState = fc.constantFrom(...STORY)
const later = fc.integer({ min: 0, max: 24 * 60 })

const SUGGESTED: readonly string[] = EXAMPLES

describe('cards of a case', () => {
  it.each(STORY.map((f) => [f.name, f] as const))('reads as agreed: %s', async (name, f) => {
    const viewer = name.startsWith('awaiting') || name.startsWith('health') ? TOMAS : MARA
    const text = drawn(f, viewer)
      .map((intent) => `=== ${intent.intent_id}\n${intent.plain}`)
      .join('\n\n')
    await expect(`${text}\n`).toMatchFileSnapshot(new URL(`${name}.golden`, GOLDENS).pathname)
  })

  it('says what is missing when nobody has the daily series', async () => {
    const text = draw(fixture('plan-ready'), MARA, { ...EXTRAS, evidence: [] })
      .map((intent) => intent.plain)
      .join('\n\n')
    expect(text).toContain('not known: the daily series of this scope is not at hand')
  })

  it('is a valid envelope under the limit, for everybody in every state', () => {
    for (const f of STORY)
      for (const viewer of PEOPLE)
        for (const intent of drawn(f, viewer)) {
          expect(() => UiIntent.parse(intent)).not.toThrow()
          expect(new TextEncoder().encode(JSON.stringify(intent)).length).toBeLessThanOrEqual(INTENT_MAX_BYTES)
        }
  })

  it('has the same digest whatever the clock says, while nothing changes that the clock decides', () => {
    for (const f of STORY) {
      const ids = (now: string) => Object.values(caseIntents(f.c, now, MARA, EXTRAS)).map((intent) => intent?.digest)
      expect(ids(addHours(f.now, 0.1))).toEqual(ids(f.now))
    }
  })

  it('either offers an action or says why not and what would lift it', () => {
    fc.assert(
      fc.property(anyState, everybody, later, (f, viewer, hours) => {
        for (const intent of draw({ ...f, now: addHours(f.now, hours) }, viewer))
          for (const action of intent.actions)
            if (action.disabled !== null) expect(action.disabled.text.length * action.disabled.unblock.length).toBeGreaterThan(0)
      }),
    )
  })

  it('never lets the proposer, an agent or a viewer approve', () => {
    const approves = (f: CaseFixture, viewer: Actor) =>
      drawn(f, viewer)
        .flatMap((intent) => intent.actions)
        .filter((a) => a.command === 'approval.approve' && a.disabled === null)
    for (const f of STORY)
      for (const viewer of PEOPLE)
        if (viewer.id === f.c.approval?.proposed_by || viewer.kind !== 'person' || viewer.roles.includes('viewer')) expect(approves(f, viewer)).toEqual([])
    expect(approves(fixture('awaiting-approval'), TOMAS)).toHaveLength(1)
  })

  it('shows every fact that must be shown in its plain text', () => {
    for (const f of STORY)
      for (const viewer of PEOPLE)
        for (const intent of drawn(f, viewer)) for (const id of intent.must_show) expect(intent.plain).toContain(intent.facts[id]?.text)
  })

  it('says on the receipt what each person had opened before signing', () => {
    const approved = STORY.find((f) => f.c.approval?.state === 'approved')
    const [first] = approved?.c.approval?.signatures ?? []
    if (approved === undefined || approved.c.approval === null || first === undefined) throw new Error('the story has no approved request')
    const approval = { ...approved.c.approval, signatures: [{ ...first, read: ['Expected saving', 'Resources'] }] }
    const intent = caseIntents({ ...approved.c, approval }, approved.now, TOMAS).approval
    expect(intent?.plain).toContain(`${first.name} had opened Expected saving, Resources`)
  })

  it('binds every decision to the plan and the version that were shown', () => {
    for (const f of STORY)
      for (const action of drawn(f, TOMAS).flatMap((intent) => intent.actions)) {
        if (action.command.startsWith('approval.') || action.command.startsWith('veto.'))
          expect([action.subject, action.plan_hash, action.expected_version]).toEqual([
            f.c.approval?.approval_id,
            f.c.approval?.plan_hash,
            f.c.approval?.state_version,
          ])
        else if (action.command === 'kill_switch.set') expect([action.subject, action.expected_version]).toEqual([f.c.tenant_id, null])
        else expect([action.subject, action.expected_version]).toEqual([f.c.case_id, f.c.revision])
      }
  })

  it('has at most one primary action that can be taken on each card', () => {
    for (const f of STORY)
      for (const viewer of PEOPLE)
        for (const intent of drawn(f, viewer)) expect(intent.actions.filter((a) => a.style === 'primary').length).toBeLessThanOrEqual(1)
  })

  it('suggests only questions that the conversation answers', () => {
    for (const f of STORY) for (const intent of drawn(f, MARA)) for (const { text } of intent.suggestions) expect(SUGGESTED).toContain(text)
  })

  it('claims a saving only after a check closed on it', () => {
    for (const f of STORY)
      for (const part of caseIntents(f.c, f.now, MARA, EXTRAS).verification?.components ?? [])
        if (part.kind === 'verification.board') expect(part.saved !== null).toBe(f.name === 'verified')
  })

  it('leads every amount to evidence', () => {
    for (const f of STORY)
      for (const intent of drawn(f, MARA))
        for (const [id, fact] of Object.entries(intent.facts)) if (fact.kind === 'money') expect([id, fact.evidence.length > 0]).toEqual([id, true])
  })
})
