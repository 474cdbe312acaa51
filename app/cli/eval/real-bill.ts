import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import type { EvalFigure, EvalOutcome, EvalSet, EvalSplit } from './eval-set'
import { itemsOf } from './eval-set'
import { RIGHT_ANSWERS } from './real-bill/category-map'
import { flagsOf } from './real-bill/flags-of'
import { heldByRule } from './real-bill/held-by-rule'
import { type InjectedBill, REAL_BILL_FILES, readInjectedBill } from './real-bill/injected-bill'
import { type AlertScore, type Flags, scoreAlerts } from './real-bill/score-alerts'
import { type CauseScore, scoreCauses, simpleAttribution } from './real-bill/score-causes'
import { flagsOfRule, SIMPLE_RULES } from './real-bill/simple-rules'
import { trapsOf } from './real-bill/traps'

type Score = AlertScore & CauseScore

/** The real bill with labelled events in it: what the product's scan of a bill finds, against the bill as it was. */
export const realBill: EvalSet = {
  id: 'real_bill',
  title: 'Events injected into the real bill',
  needs: Object.values(REAL_BILL_FILES),
  async score({ data, split, say }) {
    say('reading')
    const bill = await readInjectedBill(data)
    say('scanning')
    const scan = scanBill(bill.injected)
    const natural = scanBill(bill.plain)
    const [flags, own] = [flagsOf(scan.incidents), flagsOf(natural.incidents)]
    const scoreOf = (part: EvalSplit): Score => {
      const events = itemsOf(bill.events, part)
      const others = bill.events.filter((event) => !events.includes(event))
      return { ...scoreAlerts(flags, own, events, others), ...scoreCauses(events, scan.incidents) }
    }
    say('scoring the simple rules')
    const rules = SIMPLE_RULES.map((rule) => ({ name: rule.name, injected: flagsOfRule(rule, bill.injected), plain: flagsOfRule(rule, bill.plain) }))
    const simple = (part: EvalSplit) => rules.map(({ name, injected, plain }) => ({ name, ...simpleScore(injected, plain, bill, part) }))
    const chosen = scoreOf(split)
    const traps = trapsOf(natural, bill.plain)
    const result = {
      ...chosen,
      // Whoever tunes must not see what the other half came to.
      ...(split === 'tune' ? {} : { all: scoreOf('all'), simple_attribution_top1_all: simpleAttribution(bill.events, bill.injected) }),
      simple_rules: simple(split),
      simple_rules_all: simple('all'),
      simple_attribution_top1: simpleAttribution(itemsOf(bill.events, split), bill.injected),
      right_answers: RIGHT_ANSWERS,
      traps,
      held: heldByRule(scan.held),
      quality: scan.quality,
    }
    return { result, figures: figuresOf(chosen, split === 'tune' ? null : scoreOf('all'), traps), notes: notesOf(result) } satisfies EvalOutcome
  },
}

function simpleScore(injected: Flags, plain: Flags, { events }: InjectedBill, part: EvalSplit) {
  const scored = itemsOf(events, part)
  const { f1, f1_all, precision_all, recall, alerts_per_week, dollar_recall } = scoreAlerts(
    injected,
    plain,
    scored,
    events.filter((e) => !scored.includes(e)),
  )
  return { f1, f1_all, precision_all, recall, alerts_per_week, dollar_recall }
}

function figuresOf(score: Score, all: Score | null, traps: ReturnType<typeof trapsOf>): EvalFigure[] {
  const figure = (name: string, value: number, aim: string | null = null, baseline: string | null = null): EvalFigure => ({ name, value, aim, baseline })
  const cause = (name: string) => score.by_cause[name]
  const causes = Object.keys(score.by_cause).map((name) =>
    figure(
      `  ${name}, found of ${cause(name)?.events ?? 0}`,
      cause(name)?.found ?? 0,
      name === 'commitment_expiry' || name === 'usage_ramp' ? '>= 4 of 6' : null,
    ),
  )
  return [
    figure('f1, own alerts of the bill neutral', score.f1, '>= 0.90', '0.82'),
    figure('f1, own alerts of the bill false', score.f1_all, '>= 0.50', '0.46'),
    figure('precision', score.precision),
    figure('recall', score.recall),
    figure('alerts a week', score.alerts_per_week, '<= 12', '10.3'),
    figure('dollar recall', score.dollar_recall, '>= 0.95', '0.98'),
    ...causes,
    figure('first cause right', score.attribution_top1, '>= 0.85', '0.68'),
    figure('category or mechanism right', score.category_accuracy, '>= 0.80'),
    figure('traps that stay quiet', traps.filter(({ is_quiet }) => is_quiet).length, `${traps.length}`),
    ...(all === null
      ? []
      : [
          figure('all events: f1, own alerts neutral', all.f1, '>= 0.90', '0.82'),
          figure('all events: f1, own alerts false', all.f1_all, '>= 0.50', '0.46'),
          figure('all events: first cause right', all.attribution_top1, '>= 0.85', '0.68'),
          figure('all events: category or mechanism right', all.category_accuracy, '>= 0.80'),
        ]),
  ]
}

type Result = {
  simple_rules_all: ({ name: string } & ReturnType<typeof simpleScore>)[]
  held: ReturnType<typeof heldByRule>
  traps: ReturnType<typeof trapsOf>
}

const notesOf = ({ simple_rules_all, held, traps }: Result): string[] => [
  'Simple rules on all events, in the same run (f1, f1 with own alerts false, alerts a week, dollar recall):',
  ...simple_rules_all.map(
    (r) => `  ${r.name.padEnd(46)} ${[r.f1, r.f1_all, r.alerts_per_week, r.dollar_recall].map((x) => x.toFixed(2).padStart(6)).join(' ')}`,
  ),
  'Noticed and not told, by rule:',
  ...held.map((h) => `  ${h.rule.padEnd(24)} ${String(h.changes).padStart(4)} changes, $${h.impact} in all`),
  ...traps.map((t) => `Trap ${t.trap}: ${t.is_quiet ? 'quiet' : 'NOT QUIET'} (${t.because})`),
  'A split counts the bill’s own alerts in proportion to its share of the events.',
]
