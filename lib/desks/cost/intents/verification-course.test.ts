import { describe, expect, it } from 'vitest'
import { STORY_EVIDENCE } from '@/lib/desks/cost/fixtures/cases/anomaly'
import { ACCOUNT_NAMES, MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { EARLY_CHECK, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { invariant } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'

const verified = STORY.find((f) => f.c.checks.some((check) => check.reason === 'verified'))
const [series] = STORY_EVIDENCE
const NOW = '2026-12-04T09:00:00.000Z'
invariant(verified && series, 'the story has a verified case and a series')

// A later bill: three more days, and evidence of its own.
const further: VerificationCheck['trajectory'] = ['2026-12-01', '2026-12-02', '2026-12-03'].map((day) => ({
  day,
  actual: '66.04',
  expected: '184.9',
  low80: '175',
  high80: '195',
  low95: '170',
  high95: '200',
  is_settled: false,
  is_used: false,
}))
const evidence = [{ ...series, evidence_id: 'ev_of_the_course' }]

function board(c: Case, read_at: Instant) {
  const course = { trajectory: [...WEEK_CHECK.trajectory, ...further], read_at, evidence }
  const intent = caseIntents(c, NOW, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES, course }).verification
  const drawn = intent?.components.find((part) => part.kind === 'verification.board')
  invariant(intent && drawn, 'a carried-out case has a board')
  return { last_day: drawn.points.at(-1)?.day, cited: Object.keys(intent.evidence) }
}

it('shows no saving beside the verdict of a plan that was rolled back after it was verified', () => {
  const saved = (c: Case) =>
    caseIntents(c, NOW, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES }).verification?.components.flatMap((part) =>
      part.kind === 'verification.board' ? [part.verdict, part.saved] : [],
    )
  const { run } = verified.c
  invariant(run, 'a verified case was carried out')
  expect(saved(verified.c)).toEqual(['close', 'realized_month'])
  expect(saved({ ...verified.c, phase: 'closed', status: 'rolled_back', run: { ...run, state: 'rolled_back' } })).toEqual(['rolled_back', null])
})

describe('a look at health within minutes', () => {
  const early = STORY.find((f) => f.c.checks.some((check) => check.check === 'T+5min'))
  invariant(early, 'the story has a case that was looked at within minutes')
  const { c } = early
  const { verification } = caseIntents(c, '2026-11-19T11:12:00.000Z', MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES })
  const drawn = verification?.components.find((part) => part.kind === 'verification.board')

  it('says that it is too early, and calls nobody; when the next look is stands beside it', () => {
    expect([verification?.title, drawn?.verdict, drawn?.sentence]).toEqual([
      'Health is not known yet',
      'monitor',
      'Whether anything got worse is not known yet: it is too early, and each signal needs points of 25 minutes. Nobody is called for that.',
    ])
    expect(nextStep(c, '2026-11-19T11:12:00.000Z')).toBe('checked again 19 Nov 11:35 UTC')
  })

  it('says of each signal why it is not known, or why nothing is measured', () => {
    expect(drawn?.signals.map((s) => [s.status, s.after, s.detail])).toEqual([
      ['unknown', 'not known: too early', 'too early: 0 of the 5 points of five minutes that it takes'],
      ['ok', '0 uses', 'nothing runs on it, so nothing is measured: no target is associated, also right before the change'],
    ])
  })

  it('says so as well of a look that was kept before it was said with a code', () => {
    const signals = EARLY_CHECK.health.signals.map(({ is_too_early: _, ...s }) => s)
    const kept = { ...c, checks: [{ ...EARLY_CHECK, health: { ...EARLY_CHECK.health, signals } }] }
    const intent = caseIntents(kept, '2026-11-19T11:12:00.000Z', MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES }).verification
    const part = intent?.components.find((p) => p.kind === 'verification.board')
    expect([part?.sentence, part?.signals[0]?.after]).toEqual([drawn?.sentence, 'not known: too early'])
  })

  it('marks the looks of one day once', () => {
    const looks = ['11:10', '11:35', '13:05'].map((time) => ({ ...EARLY_CHECK, at: `2026-11-19T${time}:12.000Z` }))
    const intent = caseIntents({ ...c, checks: looks }, '2026-11-19T13:12:00.000Z', MARA, {
      evidence: STORY_EVIDENCE,
      account_names: ACCOUNT_NAMES,
    }).verification
    const part = intent?.components.find((p) => p.kind === 'verification.board')
    expect(part?.markers.filter((m) => m.tone === 'check')).toEqual([{ day: '2026-11-19', label: 'check', tone: 'check' }])
  })
})

describe('health that got worse', () => {
  const worse = STORY.find((f) => f.name === 'health-got-worse')
  invariant(worse?.c.approval && worse.c.plan && worse.c.run, 'the story has a case whose health got worse')
  const { c, now } = worse
  const { approval, plan, policy, run } = worse.c
  const FORBIDDEN = { policy_id: 'tenant-rollback', text: 'In prod a person decides', control: 'recoverability' }
  const at = c.checks.at(-1)?.at ?? now
  const escalated = (over: Partial<Case>) => {
    const checks = c.checks.map((check) => (check.reason === 'health_degraded' ? { ...check, outcome: 'escalate' as const } : check))
    const { verification } = caseIntents({ ...c, checks, ...over }, now, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES })
    return verification?.components.find((part) => part.kind === 'verification.board')?.sentence
  }

  it.each([
    ['Tomas Okafor asked for a person', { approval: { ...approval, signatures: approval.signatures.map((s) => ({ ...s, automatic_rollback: false })) } }],
    ['policy leaves that to a person (In prod a person decides (tenant-rollback))', { policy: policy && { ...policy, rollback_alone_forbidden: [FORBIDDEN] } }],
    ['taking it back interrupts something', { plan: { ...plan, actions: plan.actions.map((a) => ({ ...a, reversibility: 'R2' as const })) } }],
    ['there is no way back that is known to work', { run: { ...run, reversible_until: null } }],
    ['that is done on its first day only', { run: { ...run, finished_at: addHours(at, -48) } }],
  ])('is not taken back by itself where %s, and the case says so', (why, over) => {
    expect(escalated(over)).toContain(`It is not rolled back by itself, because ${why}: somebody has to look.`)
  })

  it('is not taken back by itself where a policy says so that came after the plan was sent, and the case says so', () => {
    const checks = c.checks.map((check) =>
      check.reason === 'health_degraded' ? { ...check, outcome: 'escalate' as const, rollback_alone_forbidden: [FORBIDDEN] } : check,
    )
    const { verification } = caseIntents({ ...c, checks }, now, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES })
    const sentence = verification?.components.find((part) => part.kind === 'verification.board')?.sentence
    expect(sentence).toContain('because policy leaves that to a person (In prod a person decides (tenant-rollback))')
  })
})

describe('the picture of a saving', () => {
  it('goes on with every bill that was read after the last check, and leads to that bill', () => {
    const { last_day, cited } = board(verified.c, '2026-12-04T06:00:00.000Z')
    expect(last_day).toBe('2026-12-03')
    expect(cited).toContain('ev_of_the_course')
  })

  it('tells the method of a saving and the days that it was tried on in one sentence', () => {
    const method = 'Mean of 7 settled days. Interval: ± 10.0 % (at least 10 %).'
    const checks = verified.c.checks.map((check) => (check.savings === null ? check : { ...check, savings: { ...check.savings, method } }))
    const intent = caseIntents({ ...verified.c, checks }, NOW, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES }).verification
    const drawn = intent?.components.find((part) => part.kind === 'verification.board')
    expect(drawn?.intervals[0]?.note).toBe('The whole interval is above zero.')
    expect(drawn?.intervals[0]?.method).toBe('Mean of 7 settled days. Interval: ± 10.0 % (at least 10 %), 20 placebos.')
  })

  it('is told as that of several plans where it is one, and makes no next prediction lower', () => {
    const on = { rung: 'slice' as const, scope: {}, resource_ids: [], commitment_ids: [], refused: [], joint_with: ['case_other'], control: null }
    const checks = verified.c.checks.map((check) =>
      check.savings === null ? check : { ...check, reason: 'partial' as const, savings: { ...check.savings, measured_on: on } },
    )
    const intent = caseIntents({ ...verified.c, status: 'partial', checks }, NOW, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES }).verification
    const drawn = intent?.components.find((part) => part.kind === 'verification.board')
    expect(drawn?.sentence).toMatch(/saved together with 1 other plan over 7 settled days.*no template’s record counts it\.$/)
  })

  it('shows the days of a check that was made after the bill was read', () => {
    const { last_day, cited } = board(verified.c, '2026-11-29T06:00:00.000Z')
    expect(last_day).toBe('2026-11-29')
    expect(cited).not.toContain('ev_of_the_course')
  })

  it('stays with the days on which a saving was found undone', () => {
    const undone = { ...WEEK_CHECK, reason: 'came_undone' as const, outcome: 'escalate' as const, savings: null, undone_since: '2026-11-25' }
    expect(board({ ...verified.c, checks: [...verified.c.checks, undone] }, '2026-12-04T06:00:00.000Z').last_day).toBe('2026-11-29')
  })
})
