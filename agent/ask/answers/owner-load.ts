import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import type { AskPerson, CaseSummary } from '@/agent/ask/port'
import { tableIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, type Facts, moneyPerDay, words } from '@/lib/intents/fact'
import { add, compareDecimal } from '@/lib/kernel/money'
import type { FrameOf } from '@/schemas/frame'

type Load = { key: string; label: string; cases: CaseSummary[] }

/** Open cases and money at stake per person or team. Cases that nobody has are a row of their own: they are the ones to hand out. */
export async function ownerLoad(frame: FrameOf<'owner_load'>, ask: AskWith): Promise<Answer> {
  const { cases } = await ask.cases.index()
  const { people } = await ask.directory()
  const open = cases.filter((c) => !c.is_closed)
  const loads = loadsOf(open, frame.by, people)
    .filter((l) => frame.person === null || l.key === frame.person)
    .toSorted((a, b) => b.cases.length - a.cases.length || compareDecimal(stake(b), stake(a)))
  const [first] = loads
  const currency = open[0]?.currency ?? 'USD'
  if (first === undefined) return nobody(frame, ask, people)
  const facts: Facts = {
    most: words(frame.by === 'team' ? 'Team' : 'Person', first.label),
    most_cases: count('Open cases', first.cases.length, 'open case'),
    most_stake: moneyPerDay('At stake', stake(first), currency, { formula: 'sum of money at stake of these cases' }),
    ...Object.fromEntries(
      loads.flatMap((l, i) => [
        [`cases_${i}`, count('Open cases', l.cases.length, 'case')],
        [`stake_${i}`, moneyPerDay('At stake', stake(l), currency, { formula: 'sum of money at stake of these cases' })],
      ]),
    ),
  }
  const table = {
    title: frame.by === 'team' ? 'Open cases by team' : 'Open cases by person',
    subtitle: frame.by === 'team' ? 'Team tag of where the anomaly sits' : 'Who a case is assigned to',
    columns: columnsOf(frame.by === 'team' ? 'Team' : 'Person', '>Cases', '>At stake', 'Largest'),
    rows: loads.map((l, i) => ({
      href: null,
      cells: [cell(l.label), factCell(facts, `cases_${i}`), factCell(facts, `stake_${i}`), cell(l.cases[0]?.headline ?? '')],
    })),
  }
  const intent = tableIntent(ask, frame, {
    table,
    facts,
    suggestions: [
      frame.by === 'team' ? 'Who has the most open cases?' : 'Which team has the most open cases?',
      'What needs attention?',
      'What is in my queue?',
    ],
  })
  return {
    intents: [intent],
    sentence: say(
      first.key !== ''
        ? '{most} has {most_cases} with {most_stake} at stake.'
        : `${frame.by === 'team' ? 'Without a team tag' : 'Assigned to nobody'}: {most_cases} with {most_stake} at stake.`,
      facts,
      ['most_cases', 'most_stake'],
    ),
    listed: first.cases.map((c) => c.case_id),
  }
}

const stake = (load: Load): string => add('0', ...load.cases.map((c) => c.at_stake_per_day))

function loadsOf(open: readonly CaseSummary[], by: 'person' | 'team', people: readonly AskPerson[]): Load[] {
  const loads = new Map<string, Load>()
  for (const c of open) {
    const person = people.find((p) => p.id === c.assigned_to || p.name === c.assigned_to)
    const key = by === 'team' ? (c.scope.owner ?? '') : (person?.id ?? c.assigned_to ?? '')
    const label = key === '' ? (by === 'team' ? 'No team tag' : 'Nobody') : by === 'team' ? key : (person?.name ?? key)
    const load = loads.get(key) ?? { key, label, cases: [] }
    load.cases.push(c)
    loads.set(key, load)
  }
  return [...loads.values()]
}

function nobody(frame: FrameOf<'owner_load'>, ask: AskWith, people: readonly AskPerson[]): Answer {
  const name = people.find((p) => p.id === frame.person)?.name ?? null
  const answer = noticeAnswer(
    frame,
    ask,
    { tone: 'info', title: name === null ? 'No open case' : `${name} has no open case`, text: 'No open case is assigned here.', remedy: null },
    ['Who has the most open cases?', 'What needs attention?'],
  )
  return { ...answer, sentence: name === null ? say('No case is open.', {}) : say('{person} has no open case.', { person: words('Person', name) }) }
}
