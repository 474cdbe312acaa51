import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { loadCase } from '@/agent/ask/answers/case-answers'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { claimOf, ledgerPlan } from '@/lib/cases/ledger-plans'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { count, type Facts, moneyPerDay, notKnown, words } from '@/lib/intents/fact'
import { formatCount, formatMoney, formatRate } from '@/lib/kernel/format'
import { DAYS_PER_MONTH, perDay } from '@/lib/kernel/money'
import { claimedRate } from '@/lib/verification/savings-ledger'
import type { Case } from '@/schemas/case'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Frame, FrameOf } from '@/schemas/frame'
import type { ComponentOf, Fact } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

// As many as one card takes (schemas/components/records).
const MOST_ROWS = 50

/** One verification, or all carried-out plans with what is known of them. */
export async function verificationStatus(frame: FrameOf<'verification_status'>, ask: AskWith): Promise<Answer> {
  if (frame.case_id !== null) {
    const one = await loadCase(frame.case_id, ask)
    const board = one?.cards.verification ?? null
    if (one !== null && board !== null)
      return {
        intents: [board, ...(one.cards.execution === null ? [] : [one.cards.execution])],
        sentence: say('{title}', { title: words('Verdict', board.title) }),
        listed: [],
      }
    const answer = noticeAnswer(
      frame,
      ask,
      {
        tone: 'missing',
        title: 'Nothing to verify yet',
        text: 'not known: no plan of this case was carried out, so there is no effect to measure.',
        remedy: null,
      },
      ['What is the plan?', 'Who must approve?'],
    )
    return { ...answer, sentence: one === null ? say('There is no such case.', {}) : say('Not known yet: {title} is {status}.', one.facts) }
  }
  return ledger(frame, ask, 'Carried-out plans')
}

/** Savings that were measured, beside what was expected. A plan without a settled check has no realized figure, and that is not zero. */
export const savingsSummary = (frame: FrameOf<'savings_summary'>, ask: AskWith): Promise<Answer> => ledger(frame, ask, 'Expected and realized savings')

/** Plans whose case sits in the scope and whose run ended in the period. */
function isAsked({ scope, period }: FrameOf<'savings_summary'>, c: Case): boolean {
  const at = c.cost?.anomaly.scope ?? {}
  const ran = c.run?.finished_at ?? c.run?.started_at ?? null
  return (
    SCOPE_KEYS.every((key) => scope[key] === undefined || at[key] === scope[key]) &&
    (period === null || (ran !== null && ran >= period.start && ran < period.end))
  )
}

type Measured = { c: Case; savings: NonNullable<Case['checks'][number]['savings']> }

/** The latest settled check of each plan that was not rolled back. */
const measuredOf = (run: readonly Case[]): Measured[] =>
  run.flatMap((c) => {
    const savings = c.checks.findLast((check) => check.savings !== null)?.savings
    return savings === null || savings === undefined || c.run?.state === 'rolled_back' ? [] : [{ c, savings }]
  })

async function ledger(frame: FrameOf<'savings_summary'> | FrameOf<'verification_status'>, ask: AskWith, title: string): Promise<Answer> {
  const all = (await ask.cases.carriedOut()).filter((c) => c.plan !== null)
  const run = all.filter((c) => frame.frame !== 'savings_summary' || isAsked(frame, c))
  if (run.length === 0) return nothingSaved(frame, ask, all.length > 0)
  const measured = measuredOf(run)
  const facts = { ...savingFacts(run, measured), realized: realizedOf(run, ask.now) }
  const intent = viewIntent(ask, frame, {
    title,
    facts,
    components: [statementOf(title, run, measured)],
    suggestions: ['Explain the first one', 'Did it work?', 'What is waiting for approval?'],
  })
  return {
    intents: [intent],
    sentence: say('{plans} carried out; realized savings are {realized}.', facts, ['plans', 'realized']),
    listed: run.map((c) => c.case_id),
  }
}

/** What lies outside the question is not nothing. */
function nothingSaved(frame: Frame, ask: AskWith, is_elsewhere: boolean): Answer {
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: 'missing',
      title: 'No saving to report yet',
      text: `Not known: ${is_elsewhere ? 'no plan was carried out in this scope and period' : 'no plan was carried out yet'}.`,
      remedy: is_elsewhere ? 'Ask without the scope or the period.' : 'Approve a plan; its first check comes when enough days have settled.',
    },
    ['What is waiting for approval?', 'What needs attention?'],
  )
  return {
    ...answer,
    sentence: say(is_elsewhere ? 'Not known: no plan was carried out in this scope and period.' : 'Not known yet: no plan was carried out.', {}),
  }
}

function savingFacts(run: readonly Case[], measured: readonly Measured[]): Facts {
  const facts: Facts = { plans: count('Carried out', run.length, 'plan was', 'plans were') }
  run.slice(0, MOST_ROWS).forEach((c, i) => {
    const s = measured.find((m) => m.c.case_id === c.case_id)?.savings
    const expected = c.plan?.expected_savings
    if (expected === undefined) return
    facts[`expected_${i}`] = moneyPerDay('Expected', perDay(expected.expected), expected.currency, {
      formula: `${expected.formula}, a month ÷ ${DAYS_PER_MONTH} days`,
      polarity: 'good',
    })
    facts[`realized_${i}`] =
      s === undefined
        ? notKnown('Realized', 'no settled check yet')
        : moneyPerDay('Realized', s.point, s.currency, {
            evidence: c.checks.flatMap((k) => k.evidence_ids).slice(0, 50),
            formula: `${s.method}; between ${s.low} and ${s.high} over ${s.days} settled days`,
            polarity: 'good',
          })
  })
  return facts
}

/** What was claimed of these plans and still holds, as the savings page counts it: what is only measured, came undone or was taken back is no saving. */
function realizedOf(run: readonly Case[], now: Instant): Fact {
  const claims = run.flatMap((c) => claimOf(c) ?? [])
  const { rates } = claimedRate(claims.map(ledgerPlan), now)
  const [main, ...others] = rates
  if (main === undefined)
    return notKnown('Realized', claims.length === 0 ? 'no check has confirmed a saving yet' : 'what was claimed no longer holds or is no longer watched')
  // Money of two currencies is never added.
  if (others.length > 0) return words('Realized', rates.map(({ currency, saved }) => formatRate(saved, currency, 'day')).join(' and '))
  return moneyPerDay('Realized', main.saved, main.currency, {
    formula: 'sum of the claimed savings per day of plans that hold and are watched; what two plans share is counted once',
    evidence: [...new Set(claims.flatMap((x) => x.claim.evidence_ids))].slice(0, 50),
    polarity: 'good',
  })
}

const statementOf = (title: string, run: readonly Case[], measured: readonly Measured[]): ComponentOf<'savings.ledger'> => ({
  kind: 'savings.ledger',
  title,
  subtitle: 'Mean per day; realized is measured against what would have been spent',
  rows: run
    .flatMap((c, i) => {
      if (c.plan === null) return []
      const savings = measured.find((m) => m.c.case_id === c.case_id)?.savings
      return [
        {
          title: c.headline,
          href: `/cases/${c.case_id}`,
          status: STATUS_WORDS[c.status],
          predicted: `expected_${i}`,
          realised: `realized_${i}`,
          band:
            savings === undefined
              ? 'no interval yet'
              : `between ${formatMoney(savings.low, savings.currency)} and ${formatMoney(savings.high, savings.currency)} a day`,
          method: savings === undefined ? 'not measured' : `${savings.method.replaceAll('_', ' ')}, ${formatCount(savings.days, 'settled day')}`,
          is_counted: savings !== undefined,
        },
      ]
    })
    .slice(0, MOST_ROWS),
  total: 'realized',
  note: 'Only the latest settled check of each plan counts, and none of a plan that was rolled back. Days that two plans share are counted once on the savings page.',
})
