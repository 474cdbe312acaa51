import { makeRandom, type Random } from '@/lib/kernel/random'
import { round6 } from '@/lib/kernel/stats'
import { addDays, weekday } from '@/lib/kernel/time'
import type { Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import { ACCOUNTS } from '../accounts'
import { BILL_START } from '../people'
import { SERVICES } from '../services'
import { deployOf, distractors } from './draw-deploys'
import { leafOf, type SeededLeaf, seededId } from './draw-leaves'
import { IDLE_VOLUME } from './idle-volume'
import type { Effect, SeededCause, SeededDeploy, SeededLabel } from './label'
import { LABEL_ACTIONS } from './label-actions'

/** What a seed does to its leaves. `added` are leaves that exist only because of a label; the two dates are null where the seed ends nothing. */
export type Plot = {
  labels: SeededLabel[]
  effects: Effect[]
  added: SeededLeaf[]
  deploys: SeededDeploy[]
  plan_ends: Day | null
  credit_ends: Day | null
  doubled_day: Day | null
}

const CAUSES: readonly SeededCause[] = [
  'usage_change',
  'deploy_correlated',
  'data_transfer',
  'marketplace',
  'credit_refund_fee',
  'ri_sp_coverage_drift',
  'waste',
  'price_change',
  'usage_growth',
  'data_quality',
]
// Nothing happens before day 60, so that every line has a history, nor in the last weeks, so that a change can be seen to stay.
const [FIRST_START, LAST_DAYS] = [60, 25]
const QUIET_BILLS = 0.1
const MOST_LABELS = 7
// Below this nothing is worth a person's time, and no label would be fair.
const LEAST_IMPACT = 20
const LARGEST_FACTOR = 5
const WEEKEND_SHARE = 0.25
const WEEK_BY_WEEKEND = 3.5
const SATURDAY = 5
export const CREDIT_PER_DAY = 60

/** A bill to which nothing happens. */
export const noPlot = (): Plot => ({ labels: [], effects: [], added: [], deploys: [], plan_ends: null, credit_ends: null, doubled_day: null })

/** The story of a seed: one bill in ten has none, the others three to seven causes, each at most once. */
export function drawPlot(seed: number, leaves: readonly SeededLeaf[], days: number, covered_per_day: number): Plot {
  const random = makeRandom(seed, 'labels')
  const plot = noPlot()
  if (random.unit() < QUIET_BILLS) return plot
  const causes = CAUSES.map((cause) => ({ cause, at: random.unit() })).sort((a, b) => a.at - b.at)
  const taken = new Set<string>()
  for (const { cause } of causes.slice(0, 3 + random.below(MOST_LABELS - 2))) {
    const start = FIRST_START + random.below(days - LAST_DAYS - FIRST_START)
    addCause({ seed, random, plot, leaves, days, taken, covered_per_day }, cause, start)
  }
  plot.deploys.push(...distractors(seed, random, leaves, [FIRST_START, days]))
  return plot
}

type Book = { seed: number; random: Random; plot: Plot; leaves: readonly SeededLeaf[]; days: number; taken: Set<string>; covered_per_day: number }

function addCause(book: Book, cause: SeededCause, start: number): void {
  const { plot, random, days } = book
  if (cause === 'credit_refund_fee') {
    plot.credit_ends = dayAt(start)
    label(book, cause, 'step', [{ sub_account_id: ACCOUNTS['northlight-root'].account_id }], [start, days - 1], CREDIT_PER_DAY)
  } else if (cause === 'ri_sp_coverage_drift') {
    if (book.covered_per_day < LEAST_IMPACT) return
    plot.plan_ends = dayAt(start)
    label(book, cause, 'step', [], [start, days - 1], book.covered_per_day)
  } else if (cause === 'data_quality') {
    plot.doubled_day = dayAt(start)
    label(book, cause, 'spike', [], [start, start], 0)
  } else if (cause === 'marketplace' || cause === 'waste') addNewLeaf(book, cause, start)
  else if (cause === 'price_change') addPriceChange(book, start)
  else if (cause === 'usage_growth') addFactor(book, cause, 'ramp', start, 0.1)
  else if (cause === 'usage_change' && makeRandom(book.seed, 'weekend').unit() < WEEKEND_SHARE) addWeekends(book, start)
  else addFactor(book, cause, random.unit() < 0.25 ? 'spike' : random.unit() < 0.6 ? 'step' : 'ramp', start, null)
}

/** A leaf whose quantity changes. `size` as a share of the leaf; null draws it log-uniform from the least that matters to five times the leaf. */
function addFactor(book: Book, cause: SeededCause, shape: SeededLabel['shape'], start: number, size: number | null): void {
  const { leaves, random, taken, plot, days } = book
  const fits = leaves.filter((leaf) => isSteady(leaf) && !taken.has(leaf.line_id) && (cause !== 'data_transfer' || isTransfer(leaf)))
  const leaf = fits[random.below(Math.max(1, fits.length))]
  if (leaf === undefined) return
  taken.add(leaf.line_id)
  const least = Math.max(0.3, LEAST_IMPACT / leaf.usd_per_day)
  const share = size ?? round6(least * (LARGEST_FACTOR / least) ** random.unit())
  const length = shape === 'spike' ? 1 + random.below(3) : shape === 'step' ? days : 7 + random.below(15)
  const end = shape === 'spike' ? start + length - 1 : days - 1
  const grown = (t: number) =>
    cause === 'usage_growth' ? ((t - start) / 30) * share : shape === 'ramp' ? Math.min(1, (t - start + 1) / length) * share : share
  plot.effects.push({ line_ids: new Set([leaf.line_id]), from: start, to: end, factor: (t) => 1 + grown(t), rate_pct: 100n })
  label(book, cause, shape, [scopeOf(leaf)], [start, end], leaf.usd_per_day * grown(end))
  if (cause === 'deploy_correlated') plot.deploys.push(deployOf(book.seed, leaf, start, random.below(12), false))
}

/** A leaf that is dearer on Saturdays and Sundays alone, to the end of the bill. */
function addWeekends(book: Book, start: number): void {
  const { leaves, random, taken, plot, days } = book
  const fits = leaves.filter((leaf) => isSteady(leaf) && !taken.has(leaf.line_id))
  const leaf = fits[random.below(Math.max(1, fits.length))]
  if (leaf === undefined) return
  taken.add(leaf.line_id)
  const isWeekend = (t: number) => weekday(dayAt(t)) >= SATURDAY
  // Large enough that the mean over whole weeks is still worth a person's time.
  const share = round6(Math.max(1, (WEEK_BY_WEEKEND * LEAST_IMPACT) / leaf.usd_per_day) * (1 + random.unit()))
  plot.effects.push({ line_ids: new Set([leaf.line_id]), from: start, to: days - 1, factor: (t) => (isWeekend(t) ? 1 + share : 1), rate_pct: 100n })
  label(book, 'usage_change', 'weekend', [scopeOf(leaf)], [start, days - 1], (leaf.usd_per_day * share) / WEEK_BY_WEEKEND)
}

function addNewLeaf(book: Book, cause: 'marketplace' | 'waste', start: number): void {
  const { leaves, random, plot, days } = book
  const like = leaves[random.below(leaves.length)]
  if (like === undefined) return
  const usd_per_day = round6(LEAST_IMPACT * 1.5 * 8 ** random.unit())
  const kind = cause === 'marketplace' ? '6h2kq9vantorobs4w1x0pz7te/MP:VantorHostHours' : 'AmazonEC2/EBS:VolumeUsage.gp3'
  const leaf = leafOf({
    account: like.account,
    region_id: like.region_id,
    kind,
    operation: cause === 'marketplace' ? 'Hourly' : IDLE_VOLUME,
    is_free: false,
    usd_per_day,
    behaviour: { kind: 'constant' },
    team: random.below(7),
  })
  plot.added.push(leaf)
  plot.effects.push({ line_ids: new Set([leaf.line_id]), from: 0, to: start - 1, factor: () => 0, rate_pct: 100n })
  label(book, cause, 'step', [scopeOf(leaf)], [start, days - 1], usd_per_day)
}

/** One usage type of one service dearer everywhere, at unchanged quantities. */
function addPriceChange(book: Book, start: number): void {
  const { leaves, random, plot, days } = book
  const groups = new Map<string, SeededLeaf[]>()
  for (const leaf of leaves) {
    if (leaf.rate === '0' || leaf.usd_per_day < 1) continue
    const key = `${leaf.product}|${leaf.region_id}|${leaf.usage_type}`
    groups.set(key, [...(groups.get(key) ?? []), leaf])
  }
  const large = [...groups.values()].filter((group) => group.length >= 2 && group.reduce((sum, leaf) => sum + leaf.usd_per_day, 0) >= LEAST_IMPACT * 4)
  const group = large[random.below(Math.max(1, large.length))]
  if (group === undefined) return
  const rate_pct = BigInt(120 + random.below(30))
  plot.effects.push({ line_ids: new Set(group.map((leaf) => leaf.line_id)), from: start, to: days - 1, factor: () => 1, rate_pct })
  const impact = (group.reduce((sum, leaf) => sum + leaf.usd_per_day, 0) * Number(rate_pct - 100n)) / 100
  label(book, 'price_change', 'step', group.map(scopeOf), [start, days - 1], impact)
}

function label(book: Book, cause: SeededCause, shape: SeededLabel['shape'], scopes: Scope[], [from, to]: readonly [number, number], impact: number): void {
  const impact_per_day = Math.round(impact * 100) / 100
  book.plot.labels.push({
    label_id: seededId(book.seed, cause),
    cause,
    shape,
    scopes,
    start: dayAt(from),
    end: dayAt(to),
    impact_per_day,
    expected_severity: impact_per_day >= 5000 ? 'critical' : impact_per_day >= 1000 ? 'high' : impact_per_day >= 200 ? 'medium' : 'low',
    allowed_actions: LABEL_ACTIONS[cause].allowed,
    forbidden_actions: LABEL_ACTIONS[cause].forbidden,
  })
}

const dayAt = (t: number): Day => addDays(BILL_START, t)
const isTransfer = (leaf: SeededLeaf): boolean => /DataTransfer|NatGateway-Bytes|TransitGateway-Bytes/.test(leaf.usage_type)
// A change of a leaf that jumps anyway could not be told from its noise, by anybody.
const isSteady = ({ rate, usd_per_day, behaviour }: SeededLeaf): boolean =>
  rate !== '0' && usd_per_day >= 8 && (behaviour.kind === 'constant' || (behaviour.kind === 'varying' && behaviour.shock <= 0.1))
const scopeOf = (leaf: SeededLeaf): Scope => ({
  sub_account_id: ACCOUNTS[leaf.account].account_id,
  service_name: SERVICES[leaf.product],
  region_id: leaf.region_id,
  usage_type: leaf.usage_type,
})
