import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import type { CaseSummary } from '@/agent/ask/port'
import { tableIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { count, type Facts, moneyPerDay, words } from '@/lib/intents/fact'
import { formatDay } from '@/lib/kernel/format'
import { compareDecimal } from '@/lib/kernel/money'
import type { FrameOf } from '@/schemas/frame'

// What two cases can share, and how much it says. A category alone is enough to be listed; a region alone is not.
const SHARED = [
  ['same category', 4, (c: CaseSummary) => c.category],
  ['same account', 3, (c: CaseSummary) => c.scope.sub_account_id],
  ['same service', 3, (c: CaseSummary) => c.scope.service_name],
  ['same usage type', 3, (c: CaseSummary) => c.scope.usage_type],
  ['same team', 2, (c: CaseSummary) => c.scope.owner],
  ['same region', 1, (c: CaseSummary) => c.scope.region_id],
] as const
const LEAST = 3

/** Other cases that share a category or a place, the closest first, with how they stand or ended. */
export async function similarCases(frame: FrameOf<'similar_cases'>, ask: AskWith): Promise<Answer> {
  const { cases } = await ask.cases.index()
  const one = cases.find((c) => c.case_id === frame.case_id)
  const scored = one === undefined ? [] : cases.filter((c) => c.case_id !== one.case_id).map((c) => ({ c, ...likeness(one, c) }))
  const like = scored
    .filter((s) => s.points >= LEAST)
    .toSorted((a, b) => b.points - a.points || compareDecimal(b.c.at_stake_per_day, a.c.at_stake_per_day))
    .slice(0, frame.limit)
  const facts: Facts = { title: words('Case', one?.headline ?? frame.case_id), cases: count('Similar', like.length, 'similar case') }
  if (like.length === 0) {
    const answer = noticeAnswer(
      frame,
      ask,
      { tone: 'info', title: 'Nothing similar', text: 'No other case shares its category, account, service or usage type.', remedy: null },
      ['Explain this case', 'What needs attention?'],
    )
    return { ...answer, sentence: say('Nothing here is like {title}.', facts) }
  }
  like.forEach(({ c }, i) => {
    facts[`stake_${i}`] = moneyPerDay('At stake', c.at_stake_per_day, c.currency, { formula: 'money at stake of the case' })
  })
  const table = {
    title: 'Similar cases',
    subtitle: one?.headline ?? '',
    columns: columnsOf('Case', 'Shares', 'State', 'Since', '>At stake'),
    rows: like.map(({ c, shares }, i) => ({
      href: `/cases/${c.case_id}`,
      cells: [
        cell(c.headline),
        cell(shares.join(', ')),
        cell(STATUS_WORDS[c.status]),
        cell(c.onset === null ? 'not known' : formatDay(c.onset, ask.now)),
        factCell(facts, `stake_${i}`),
      ],
    })),
  }
  const intent = tableIntent(ask, frame, {
    table,
    facts,
    suggestions: ['Explain the first one', 'What is the plan?', 'What needs attention?'],
  })
  return { intents: [intent], sentence: say('{cases} to {title}.', facts, ['cases']), listed: like.map(({ c }) => c.case_id) }
}

function likeness(a: CaseSummary, b: CaseSummary): { points: number; shares: string[] } {
  const shared = SHARED.filter(([, , of]) => of(a) !== undefined && of(a) !== null && of(a) === of(b))
  return { points: shared.reduce((sum, [, points]) => sum + points, 0), shares: shared.map(([name]) => name) }
}
