import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { passesPerDay } from '@/agent/ask/answers/threshold'
import type { CaseSummary } from '@/agent/ask/port'
import { say } from '@/agent/narration/say'
import { NOBODY } from '@/lib/conversation/tag/nobody'
import { inboxIntent } from '@/lib/desks/cost/intents/inbox'
import { count, type Facts, moneyPerDay, words } from '@/lib/intents/fact'
import { add, compareDecimal } from '@/lib/kernel/money'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { FrameOf } from '@/schemas/frame'

type Asked = FrameOf<'list_anomalies'>

const TITLES: Readonly<Record<Asked['state'], string>> = { open: 'Open cases', closed: 'Closed cases', all: 'Cases' }

/** Cases of the cost desk that fit, most money first. Only the ones that are shown are read whole. */
export async function listAnomalies(frame: Asked, ask: AskWith): Promise<Answer> {
  const { cases } = await ask.cases.index()
  const { people } = await ask.directory()
  const here = await accountsOf(frame, ask)
  const fitting = cases
    .filter((c) => fits(c, frame, people.find((p) => p.id === frame.person)?.name ?? null, here))
    .toSorted((a, b) => compareDecimal(b.at_stake_per_day, a.at_stake_per_day))
  const noun = nounOf(frame)
  const facts: Facts = { ...aboutFacts(frame, ask.gazetteer), cases: count(TITLES[frame.state], fitting.length, noun) }
  const [first] = fitting
  if (first === undefined) return nothingOpen(frame, ask, facts)
  const listed = fitting.slice(0, frame.limit).map((c) => c.case_id)
  const shown = await ask.cases.many(listed)
  const card = inboxIntent(shown, ask.now, ask.viewer, await ask.cases.extras(shown), TITLES[frame.state], fitting.length)
  const intent = {
    ...card,
    intent_id: `view.list_anomalies.${ask.run_key}`,
    suggestions: ['Explain the first one', 'Only critical', 'What is waiting for approval?'].map((text) => ({ text })),
  }
  const largest = largestOfIncidents(fitting)
  const is_shared = largest.length < fitting.length
  const at_stake = {
    ...facts,
    incidents: count('Incidents', largest.length, 'incident'),
    at_stake: moneyPerDay('At stake', add(...largest.map((c) => c.at_stake_per_day)), first.currency, {
      formula: is_shared ? 'sum over the incidents, of each the largest of its cases' : `sum over the ${noun}s`,
      evidence: shown.flatMap((c) => c.evidence_ids).slice(0, 50),
    }),
    top: words('Largest', first.headline),
  }
  return {
    intents: [intent],
    sentence: is_shared
      ? say('{cases} of {incidents} in {scope} with {at_stake} at stake, each incident counted once; the largest: {top}.', at_stake, ['cases', 'at_stake'])
      : say('{cases} in {scope} with {at_stake} at stake; the largest: {top}.', at_stake, ['cases', 'at_stake']),
    listed,
  }
}

/** Of each incident its largest case; the cases come with the most money first. What a second case has at stake is part of what the first had. */
function largestOfIncidents(cases: readonly CaseSummary[]): CaseSummary[] {
  const seen = new Set<string>()
  return cases.filter((c) => !seen.has(c.incident_key) && seen.add(c.incident_key))
}

/** Accounts whose cost carries the environment asked for; null when none was. A case names an account, not an environment. */
async function accountsOf(frame: Asked, ask: AskWith): Promise<ReadonlySet<string> | null> {
  if (frame.environment === null) return null
  const cover = await ask.warehouse.cover()
  if (cover === null) return new Set()
  const range = { start: cover.first_day, end: cover.end_day }
  const groups = await ask.warehouse.groups({ scope: {}, except: [], environment: frame.environment, charge: 'run' }, 'sub_account_id', range)
  return new Set(groups.map((g) => g.key))
}

function fits(c: CaseSummary, frame: Asked, person_name: string | null, accounts: ReadonlySet<string> | null): boolean {
  const { scope } = c
  return (
    (frame.state === 'all' || c.is_closed === (frame.state === 'closed')) &&
    SCOPE_KEYS.every((key) => frame.scope[key] === undefined || scope[key] === frame.scope[key]) &&
    (accounts === null || (scope.sub_account_id !== undefined && accounts.has(scope.sub_account_id))) &&
    frame.except.every((e) => scope[e.key] !== e.value) &&
    (frame.severity === null || c.severity === frame.severity) &&
    (frame.category === null || c.category === frame.category) &&
    (frame.person === null ||
      (frame.person === NOBODY && c.assigned_to === null) ||
      c.assigned_to === frame.person ||
      (person_name !== null && c.assigned_to === person_name)) &&
    (frame.threshold === null || passesPerDay(frame.threshold, c.at_stake_per_day)) &&
    (frame.period === null || (c.onset !== null && c.onset >= frame.period.start && c.onset < frame.period.end))
  )
}

/** “Open critical case”. */
const nounOf = ({ state, severity }: Asked): string => [...(state === 'all' ? [] : [state]), ...(severity === null ? [] : [severity]), 'case'].join(' ')

function nothingOpen(frame: Asked, ask: AskWith, facts: Facts): Answer {
  const { severity, category, person, threshold, period } = frame
  const is_narrowed = [category, person, threshold, period].some((said) => said !== null)
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: 'info',
      title: frame.state === 'open' && severity === null && !is_narrowed ? 'Nothing is open here' : `No ${nounOf(frame)} fits`,
      text: 'No case fits. A case appears when a day of the bill leaves its expected band.',
      remedy: null,
    },
    ['What changed most?', 'Savings', 'Which accounts cost the most?'],
  )
  return { ...answer, sentence: say(`No ${nounOf(frame)} in {scope}${is_narrowed ? ' fits what was asked' : ''}.`, facts) }
}
