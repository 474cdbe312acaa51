import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { billEvidence, filterOf, queryText } from '@/agent/ask/bill-query'
import type { Window } from '@/agent/ask/bill-window'
import type { BillCover, Coverage } from '@/agent/ask/port'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { type FactNotes, type Facts, moneyPerDay, notKnown, pct } from '@/lib/intents/fact'
import type { FrameOf } from '@/schemas/frame'
import type { Decimal } from '@/schemas/money'

type Compared = FrameOf<'top_movers'> | FrameOf<'compare_periods'>

/** Share of eligible usage that commitments paid for, in two periods. No eligible usage is not a coverage of zero. */
export async function coverageAnswer(frame: Compared, ask: AskWith, cover: BillCover, { after, before }: { after: Window; before: Window }): Promise<Answer> {
  if (frame.any_of.length > 0) return ofSeveral(frame, ask)
  const found: Coverage = await ask.warehouse.coverage(frame.scope, before, after)
  const query = `${queryText('commitment_use', filterOf(frame), after)} against ${queryText('commitment_use', filterOf(frame), before)}`
  const evidence = billEvidence(cover, query, 'cost.commitment_use', found, [...after.gaps, ...before.gaps])
  const cite: FactNotes = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: `${frame.period.label} against ${frame.baseline.label}` }
  const ratio = (label: string, value: number | null) =>
    value === null
      ? notKnown(label, 'no usage that a commitment could cover', cite)
      : pct(label, value * 100, { ...cite, formula: 'list cost of covered usage ÷ list cost of eligible usage' })
  const eligible = (label: string, value: Decimal) => moneyPerDay(label, value, cover.currency, { ...cite, formula: 'list cost of eligible usage, mean day' })
  const facts: Facts = {
    ...aboutFacts(frame, ask.gazetteer),
    after: ratio('Coverage now', found.after_ratio),
    before: ratio('Coverage before', found.before_ratio),
    eligible_after: eligible('Eligible usage now', found.after_eligible),
    eligible_before: eligible('Eligible usage before', found.before_eligible),
  }
  const title = `Commitment coverage, ${frame.period.label} against ${frame.baseline.label}`
  const intent = viewIntent(ask, frame, {
    title,
    facts,
    evidence: [evidence],
    components: [...after.notices, { kind: 'fact_grid', title, facts: ['after', 'before', 'eligible_after', 'eligible_before'] }],
    suggestions: ['What needs attention?', 'What changed most?', 'Unused commitments last month'],
  })
  return {
    intents: [intent],
    sentence: say('Commitments cover {after} of {scope}, {period}; {before} in the period before it ({baseline}).', facts, ['after']),
    listed: [],
  }
}

/** Commitments are counted for one place or for all of them: several together are said to be not known, and never shown as the whole. */
function ofSeveral(frame: Compared, ask: AskWith): Answer {
  const notice = {
    tone: 'missing',
    title: 'Coverage is of one place',
    text: 'not known: commitments are counted for one place or for all of them, not for several together.',
    remedy: 'Ask for one of them, or split by their kind.',
  } as const
  const answer = noticeAnswer(frame, ask, notice, ['What changed most?', 'What needs attention?'])
  return { ...answer, sentence: say('Not known: coverage is counted for one place or for all of them.', {}) }
}
