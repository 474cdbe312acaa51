import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { transferKind } from '@/lib/desks/cost/rules/transfer-types'
import { makeRandom } from '@/lib/kernel/random'
import { weekday } from '@/lib/kernel/time'
import { cellOf, type InjectedBill, type InjectedEvent } from '../real-bill/injected-bill'
import type { InjectedCause } from '../real-bill/labelled-events'
import { type Change, commitmentEnd, type Draw, indicesOf, isAlive, newCharge, priceChange, type Span, usual } from './changes-of-many-lines'
import { OWN_CAUSES, type OwnCause } from './own-cause'

const ROUNDS = 6
// Six weeks of history come first, and the last week of the bill is needed to see what an event came to.
const STARTS = { from: 45, until: 126 } as const
// Lines below this are not worth an event. Dollars a day.
const LEAST_LINE = 5
// Somebody is at work on weekdays, so that an environment which nobody switches off is dearest at weekends.
const WEEKDAY_SHARE = 0.35
const SATURDAY = 5
const RAMP_TOP = 1.5
const REQUESTS = /Requests|VendedLog|DataProcessing-Bytes|Log/

/** The bill with sixty events of the ten causes drawn by a seed, six of each. No two change the same line. */
export function drawEvents(plain: DailyBill, seed: number): InjectedBill {
  const draw: Draw = {
    random: makeRandom(seed, 'own-events'),
    plain,
    leaves: plain.leaves.map((leaf) => ({ ...leaf, values: [...leaf.values] })),
    taken: new Set(),
  }
  const events: InjectedEvent[] = []
  for (let round = 0; round < ROUNDS; round++)
    for (const own of OWN_CAUSES) {
      const event = addEvent(draw, own, `own-${seed}-${String(events.length + 1).padStart(2, '0')}`)
      if (event !== null) events.push(event)
    }
  return { plain, injected: { ...plain, leaves: draw.leaves }, events }
}

function addEvent(draw: Draw, { cause, days, sizes }: OwnCause, event_id: string): InjectedEvent | null {
  const { random, plain, leaves, taken } = draw
  const first = STARTS.from + random.below(STARTS.until - STARTS.from)
  const length = days[0] + random.below(days[1] - days[0] + 1)
  const size = sizes[random.below(sizes.length)] ?? 1
  const last = Math.min(first + length, plain.is_whole.lastIndexOf(true) + 1) - 1
  const changes = changesOf(cause, draw, { first, last, size })
  if (changes.length === 0) return null
  let impact = 0
  for (const { leaf, add } of changes) {
    taken.add(leaf)
    const values = leaves[leaf]?.values ?? []
    for (let t = 0; t < values.length; t++) {
      const extra = add(t)
      values[t] = (values[t] ?? 0) + extra
      if (t >= first && t <= last) impact += cause === 'credit_expiry' ? -add(first - 1) : extra
    }
  }
  const touched = new Set(changes.map(({ leaf }) => leaf))
  return { event_id, cause, impact, first, last, cells: new Set([...touched].map((i) => cellOf(leaves[i]?.scope ?? {}))), leaves: touched }
}

function changesOf(cause: InjectedCause, draw: Draw, span: Span): Change[] {
  if (cause === 'commitment_expiry') return commitmentEnd(draw, span)
  if (cause === 'marketplace_new') return newCharge(draw, span, 'marketplace')
  if (cause === 'credit_expiry') return newCharge(draw, span, 'credit')
  if (cause === 'price_change') return priceChange(draw, span)
  return oneLine(cause, draw, span)
}

const FITS: Partial<Record<InjectedCause, (leaf: BillLeaf) => boolean>> = {
  data_transfer_surge: ({ scope }) => transferKind({ scope }) !== undefined,
  log_or_request_storm: ({ scope }) => REQUESTS.test(scope.usage_type ?? ''),
}

function oneLine(cause: InjectedCause, draw: Draw, { first, last, size }: Span): Change[] {
  const isFit = FITS[cause] ?? (() => true)
  const fits = indicesOf(
    draw,
    (leaf, i) => leaf.kind === 'standard' && !draw.taken.has(i) && isFit(leaf) && usual(leaf, first) >= LEAST_LINE && isAlive(leaf, first, last),
  )
  // A cell first and then a line of it, so that the few accounts with most of the lines do not get most of the events.
  const cells = [...new Set(fits.map((i) => cellOf(draw.plain.leaves[i]?.scope ?? {})))].sort()
  const cell = cells[draw.random.below(Math.max(1, cells.length))]
  const within = fits.filter((i) => cellOf(draw.plain.leaves[i]?.scope ?? {}) === cell)
  const leaf = within[draw.random.below(Math.max(1, within.length))]
  if (leaf === undefined) return []
  const top = size * usual(draw.plain.leaves[leaf], first)
  const isWeekend = (t: number) => weekday(draw.plain.days[t] ?? '') >= SATURDAY
  const shape = (t: number): number => {
    if (cause === 'usage_ramp') return (RAMP_TOP * (t - first + 1)) / (last - first + 1)
    return cause === 'env_left_running' && !isWeekend(t) ? WEEKDAY_SHARE : 1
  }
  return [{ leaf, add: (t) => (t >= first && t <= last ? top * shape(t) : 0) }]
}
