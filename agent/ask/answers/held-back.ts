import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { HELD_WORDS } from '@/lib/desks/cost/held-words'
import { scopeLabel } from '@/lib/desks/cost/phrases'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, day, type Facts, moneyPerDay, words } from '@/lib/intents/fact'
import { formatCount } from '@/lib/kernel/format'
import { add, compareDecimal } from '@/lib/kernel/money'
import type { HeldChange } from '@/schemas/detection-run'
import type { Scope } from '@/schemas/evidence/cost'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

const SUGGESTIONS = ['What needs attention?', 'What changed most in the last 7 days?', 'Show the audit log']
const isInside = (place: Scope, scope: Scope): boolean => (Object.keys(scope) as (keyof Scope)[]).every((key) => place[key] === scope[key])

/** What the newest look at the bill noticed and told nobody: where, since when, how much, and the rule that kept it quiet. Dearest first. */
export async function heldBack(frame: FrameOf<'held_back'>, ask: AskWith): Promise<Answer> {
  const latest = await ask.held()
  if (latest === null) {
    const text = 'not known: no look at the bill has kept a ledger yet.'
    const answer = noticeAnswer(frame, ask, { tone: 'missing', title: 'No ledger yet', text, remedy: 'Import a bill; every look at it keeps one.' }, [
      'What needs attention?',
    ])
    return { ...answer, sentence: say('Not known: the bill was not looked at yet.', {}) }
  }
  const { run, evidence } = latest
  const held = run.held
    .filter((h) => compareDecimal(h.change_per_day, '0') > 0 && (frame.rule === null || h.rule === frame.rule) && isInside(h.scope, frame.scope))
    .toSorted((a, b) => compareDecimal(b.change_per_day, a.change_per_day))
  if (held.length === 0) return nothingHeld(frame, ask)
  const [shown, others] = [held.slice(0, frame.limit), held.slice(frame.limit)]
  const notes = { evidence: [evidence.evidence_id] }
  const formula = `sum of ${held.length} rises that were kept quiet; the same dollars may be seen at several grains`
  const facts: Facts = {
    held: count('Held back', held.length, 'change', 'changes', notes),
    held_day: moneyPerDay('Held back', add('0', ...held.map((h) => h.change_per_day)), run.currency, { ...notes, formula }),
    top: words('Largest', where(shown[0], ask), notes),
    ...(others.length === 0
      ? {}
      : {
          rise_rest: moneyPerDay('Above expected, the rest', add(...others.map((h) => h.change_per_day)), run.currency, {
            ...notes,
            formula: 'sum of the rises that are not listed',
          }),
        }),
    ...Object.fromEntries(
      shown.flatMap((h, i) => [
        [`rise_${i}`, moneyPerDay('Above expected', h.change_per_day, run.currency, notes)],
        ...(h.first_day === '' ? [] : [[`since_${i}`, day('Since', h.first_day, ask.now, notes)] as const]),
      ]),
    ),
  }
  const table: Component = {
    kind: 'table',
    title: 'Held back',
    subtitle: 'Noticed on the bill, and no case was opened; the rule says why',
    columns: columnsOf('Where', 'Since', '>Above expected', 'Rule', 'Why no case'),
    rows: shown.map((h, i) => ({
      href: null,
      cells: [
        cell(where(h, ask)),
        facts[`since_${i}`] === undefined ? cell('not known') : factCell(facts, `since_${i}`),
        factCell(facts, `rise_${i}`),
        cell(HELD_WORDS[h.rule].label),
        cell(HELD_WORDS[h.rule].because),
      ],
    })),
    ...(others.length === 0 ? {} : { rest: [cell(`${others.length} more`), cell(''), factCell(facts, 'rise_rest'), cell(''), cell('')] }),
    totals: null,
    more: run.held_beyond === 0 ? null : `${formatCount(run.held_beyond, 'smaller one was', 'smaller ones were')} not kept: how much they are is not known`,
  }
  const intent = viewIntent(ask, frame, { title: table.title, facts, evidence: [evidence], components: [table], suggestions: SUGGESTIONS })
  return { intents: [intent], sentence: say('{held} held back, {held_day} in sum; the largest: {top}.', facts, ['held', 'held_day']), listed: [] }
}

const where = (held: HeldChange | undefined, ask: AskWith): string =>
  held === undefined ? '' : scopeLabel(held.scope, Object.fromEntries(ask.gazetteer.accounts.map((a) => [a.id, a.name])))

function nothingHeld(frame: FrameOf<'held_back'>, ask: AskWith): Answer {
  const rule = frame.rule === null ? 'No rule' : `The rule “${HELD_WORDS[frame.rule].label}”`
  const answer = noticeAnswer(
    frame,
    ask,
    { tone: 'info', title: 'Nothing was held back', text: `${rule} kept a rise quiet here in the newest look at the bill.`, remedy: null },
    SUGGESTIONS,
  )
  return { ...answer, sentence: say('Nothing was held back here.', {}) }
}
