import { describe, expect, it } from 'vitest'
import { STORY_EVIDENCE } from '@/lib/desks/cost/fixtures/cases/anomaly'
import { ACCOUNT_NAMES, MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { invariant } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { VerificationCheck } from '@/schemas/verification'
import { caseIntents } from './case-intents'

const found = STORY.find((f) => f.name === 'verified')
invariant(found?.c.run, 'the story has a verified case')
const { c: verified, now } = found
const ran = found.c.run

const undone: VerificationCheck = {
  ...WEEK_CHECK,
  check: 'after the close',
  effect: { status: 'missing', detail: 'not as asked: loadtest-1; case_later goes on with it' },
  savings: null,
  outcome: 'escalate',
  reason: 'came_undone',
  undone_since: '2026-12-03',
}
const missing: VerificationCheck = {
  ...WEEK_CHECK,
  effect: { status: 'missing', detail: 'not as asked: loadtest-1.' },
  outcome: 'escalate',
  reason: 'effect_missing',
}
const unmeasured: VerificationCheck = { ...WEEK_CHECK, outcome: 'close', reason: 'not_measurable' }

const at = (status: Case['status'], state: Run['state'] = 'succeeded', checks = verified.checks): Case => ({
  ...verified,
  status,
  run: { ...ran, state },
  checks,
  timeline: [
    ...verified.timeline,
    { phase: verified.phase, status, at: now, note: `${status === 'accepted' ? 'Accepted by Mara Lindqvist: it stays so' : 'moved'}` },
  ],
})
function boardOf(c: Case) {
  const { verification, headline } = caseIntents(c, now, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES })
  const board = verification?.components.find((part) => part.kind === 'verification.board')
  const figures = headline.components.find((part) => part.kind === 'headline')?.figures ?? []
  invariant(verification && board, 'a carried-out case has a board')
  return { ...board, card: verification, figures }
}

const CLOSED_WORDS = /case is closed|stays closed/
const CALLS = /[Ss]omebody has to (look|decide)/

describe('the verdict of a plan', () => {
  it.each([
    ['verified', at('verified'), 'close'],
    ['taken back by a person after it was verified', at('rolling_back'), 'rolling_back'],
    ['on its way back', at('rolling_back', 'rolling_back'), 'rolling_back'],
    ['undone', at('rolled_back', 'rolled_back'), 'rolled_back'],
    ['left half way by a rollback that failed', at('escalated', 'rollback_failed'), 'escalate'],
    ['left half way by a way back that was given up', at('escalated', 'rolling_back'), 'escalate'],
    ['left so by a person', at('accepted', 'rollback_failed'), 'closed'],
    ['gone, and open for a person', at('escalated', 'succeeded', [...verified.checks, undone]), 'escalate'],
    ['gone, while a later case goes on', at('partial', 'succeeded', [...verified.checks, undone]), 'closed'],
    ['gone, and closed by a person', at('accepted', 'succeeded', [...verified.checks, undone]), 'closed'],
    ['not in place, and closed by a person', at('accepted', 'succeeded', [missing]), 'closed'],
    ['closed without a claim', at('not_measurable', 'succeeded', [unmeasured]), 'closed'],
    ['stopped before its first check', at('escalated', 'stopped', []), 'escalate'],
  ] as const)('of one that is %s says so, and calls somebody exactly while it is open', (_what, c, verdict) => {
    const board = boardOf(c)
    expect(board.verdict).toBe(verdict)
    if (verdict === 'escalate') {
      expect(board.sentence).toMatch(CALLS)
      expect(board.next_check).toBeNull()
    } else expect(board.sentence).not.toMatch(CALLS)
    if (verdict !== 'close' && verdict !== 'closed') expect(board.sentence).not.toMatch(CLOSED_WORDS)
    const is_claimed = verdict === 'close'
    expect({ saved: board.saved, title: board.card.title.startsWith('Verified: '), headline: board.figures.includes('realized_month') }).toEqual({
      saved: is_claimed ? 'realized_month' : null,
      title: is_claimed,
      headline: is_claimed,
    })
    const measured = board.card.facts['realized_month']
    if (c.checks.length > 0) expect(measured?.label === 'Realized saving').toBe(is_claimed)
  })

  it('says of a claim that ended beside a later case that this one stays closed, and which goes on', () => {
    const { sentence } = boardOf(at('partial', 'succeeded', [...verified.checks, undone]))
    expect(sentence).toMatch(/case_later goes on with it\..*Nothing is claimed from that day on; this case stays closed\.$/)
  })

  it('says on whose word a case was closed that called a person', () => {
    expect(boardOf(at('accepted', 'succeeded', [missing])).sentence).toContain('The case is closed: accepted by Mara Lindqvist: it stays so.')
  })

  it('asks nobody to find out whether an undone change is in place', () => {
    const unread = { ...WEEK_CHECK, effect: { status: 'unknown' as const, detail: 'not known: the account could not be read' } }
    const noticesOf = (c: Case) =>
      caseIntents(c, now, MARA, { evidence: STORY_EVIDENCE, account_names: ACCOUNT_NAMES }).verification?.components.flatMap((part) =>
        part.kind === 'notice' ? [part.text] : [],
      )
    expect(noticesOf(at('rolled_back', 'rolled_back', [unread]))).toEqual([])
    expect(noticesOf(at('verifying', 'succeeded', [unread]))).toEqual(['not known: the account could not be read'])
  })
})
