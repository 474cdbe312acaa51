import { dailyBillOf } from '@/lib/desks/cost/demo/any-seed/daily-bill'
import type { Extra } from '@/lib/desks/cost/demo/any-seed/extras'
import { seededBill } from '@/lib/desks/cost/demo/any-seed/seeded-bill'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { round6 } from '@/lib/kernel/stats'
import type { EvalSet, EvalSplit } from './eval-set'
import { type BillScore, scoreBill } from './generator/score-bill'

// Seeds 1 to 20 are for choosing numbers, 21 to 39 for reporting.
const SEEDS: Record<EvalSplit, readonly [first: number, last: number]> = { tune: [1, 20], report: [21, 39], all: [1, 39] }
// Every month of the bill has closed by then.
const UNTIL = '2026-11-10T00:00:00.000Z'

/** Whole generated bills with labelled causes: what a scan tells, beside what it tells of the same bill to which nothing happened. */
export const generator: EvalSet = generatedBills('generator', 'Generated bills with labelled causes', [])
/** The same bills with reservations, of which some end, and an account that goes to another payer. */
export const generatorExtras: EvalSet = generatedBills('generator_extras', 'Generated bills with reservations and a move between payers', [
  'reservations',
  'payer_move',
])

/** The same bills with two reservations whose cover moves between accounts, of which one ends: only their names tell which. */
export const generatorShared: EvalSet = generatedBills('generator_shared', 'Generated bills with reservations of several accounts', ['shared_reservations'])

function generatedBills(id: string, title: string, extras: readonly Extra[]): EvalSet {
  return {
    id,
    title,
    needs: [],
    async score({ split, say }) {
      const [first, last] = SEEDS[split]
      const scores: BillScore[] = []
      for (let seed = first; seed <= last; seed++) {
        say(`seed ${seed} of ${first} to ${last}`)
        scores.push(scoreSeed(seed, extras))
        await new Promise(setImmediate) // lets the progress line be drawn
      }
      const total = sumOf(scores)
      const per_seed = scores.map((score) => sumOf([score]).f1).filter((f1) => f1 !== null)
      const spread = spreadOf(per_seed)
      const result = {
        seeds: scores.length,
        bills_without_labels: scores.filter((score) => score.labels.length === 0).length,
        ...total,
        f1_by_seed: spread,
        by_cause: byCause(scores),
      }
      return {
        result,
        figures: [
          { name: 'f1, own alerts of the bill neutral', value: total.f1, aim: null, baseline: null },
          { name: 'f1, own alerts of the bill false', value: total.f1_all, aim: null, baseline: null },
          { name: 'recall', value: total.recall, aim: null, baseline: null },
          { name: 'dollar recall', value: total.dollar_recall, aim: null, baseline: null },
          { name: 'category or mechanism right', value: total.category_accuracy, aim: null, baseline: null },
          { name: 'quiet where nothing must be told', value: total.quiet_accuracy, aim: null, baseline: null },
          { name: 'alerts a week', value: total.alerts_per_week, aim: '<= 12', baseline: null },
          ...Object.entries(result.by_cause).map(([cause, c]) => ({ name: `  ${cause}, right of ${c.labels}`, value: c.right, aim: null, baseline: null })),
        ],
        notes: [
          `seeds ${first} to ${last}; f1 by seed ${spread.mean.toFixed(3)} ± ${spread.sd.toFixed(3)}`,
          'the generator draws its own heavy tails, which a scan tells too: those alerts also fire on the same bill without labels',
        ],
      }
    },
  }
}

function scoreSeed(seed: number, extras: readonly Extra[]): BillScore {
  const scan = (has_labels: boolean, more: readonly Extra[] = extras) => {
    const bill = seededBill(seed, 'M', has_labels, more)
    const charges = [...bill.chargesAsOf(UNTIL)].flatMap((month) => month.charges)
    return { bill, scan: scanBill(dailyBillOf(charges, bill.days)) }
  }
  const told = scan(true)
  const own = scan(false).scan
  const unmoved =
    told.bill.payer_move === null
      ? own
      : scan(
          true,
          extras.filter((extra) => extra !== 'payer_move'),
        ).scan
  return scoreBill({ scan: told.scan, own, unmoved }, told.bill.labels, told.bill.days)
}

function sumOf(scores: readonly BillScore[]) {
  const labels = scores.flatMap((score) => score.labels)
  const told = labels.filter((label) => label.must_tell)
  const quiet = labels.filter((label) => !label.must_tell)
  const found = told.filter((label) => label.is_found)
  const sum = (of: (score: BillScore) => number) => scores.reduce((total, score) => total + of(score), 0)
  const [hits, own, wrong] = [sum((s) => s.true_alerts), sum((s) => s.own_alerts), sum((s) => s.false_alerts)]
  const recall = ratio(found.length, told.length)
  const f1 = (false_alerts: number) => (recall === null ? null : harmonic(ratio(hits, hits + false_alerts) ?? 0, recall))
  const dollars = (list: typeof told) => list.reduce((total, label) => total + label.dollars, 0)
  return {
    f1: f1(wrong),
    f1_all: f1(wrong + own),
    precision: ratio(hits, hits + wrong),
    recall,
    dollar_recall: ratio(dollars(found), dollars(told)),
    category_accuracy: ratio(found.filter((label) => label.is_right).length, found.length),
    quiet_accuracy: ratio(quiet.filter((label) => label.is_right).length, quiet.length),
    alerts_per_week: ratio(hits + own + wrong, sum((s) => s.days) / 7),
    alerts: { on_labels: hits, own_of_bill: own, false: wrong },
  }
}

function byCause(scores: readonly BillScore[]): Record<string, { labels: number; found: number; right: number }> {
  const causes: Record<string, { labels: number; found: number; right: number }> = {}
  for (const label of scores.flatMap((score) => score.labels)) {
    const before = causes[label.cause] ?? { labels: 0, found: 0, right: 0 }
    causes[label.cause] = { labels: before.labels + 1, found: before.found + (label.is_found ? 1 : 0), right: before.right + (label.is_right ? 1 : 0) }
  }
  return Object.fromEntries(Object.entries(causes).sort(([a], [b]) => (a < b ? -1 : 1)))
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : round6(part / whole))
const harmonic = (a: number, b: number): number => (a + b === 0 ? 0 : round6((2 * a * b) / (a + b)))

function spreadOf(xs: readonly number[]): { mean: number; sd: number } {
  const mean = xs.reduce((a, b) => a + b, 0) / Math.max(1, xs.length)
  return { mean: round6(mean), sd: round6(Math.sqrt(xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, xs.length - 1))) }
}
