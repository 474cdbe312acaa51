import { GROUP_HEADS } from '@/agent/ask/group-names'
import type { BillCover } from '@/agent/ask/port'
import { print } from '@/lib/conversation/frame/canonical'
import { GROUP_NAMES } from '@/lib/conversation/frame/canonical-words'
import { formatDay } from '@/lib/kernel/format'
import { addDays } from '@/lib/kernel/time'
import { type FrameOf, Grouping } from '@/schemas/frame'
import type { ComponentOf } from '@/schemas/intent'
import type { Day } from '@/schemas/time'

type Form = ComponentOf<'form'>

/** The canonical line of a frame without these parts: what a form leaves as it is. */
const without = (line: string, parts: readonly string[]): string =>
  line
    .split(/ (?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter((word) => !parts.some((part) => word.startsWith(`${part}:`)))
    .join(' ')

/** The two periods of a comparison and what it is split by, as fields. Days are those that the bill holds. */
export function comparisonForm(frame: FrameOf<'compare_periods'>, cover: BillCover, today: Day): Form {
  const [min, max] = [cover.first_day, addDays(cover.end_day, -1)]
  const bound = { min, max, rule: 'bill.cover', says: `${formatDay(min, today)} to ${formatDay(max, today)}` }
  const field = (name: string, label: string, value: Day): Form['fields'][number] => ({
    name,
    label,
    control: 'day',
    value: value < min ? min : value > max ? max : value,
    options: [],
    bound,
  })
  return {
    kind: 'form',
    title: 'Compare other days',
    subtitle: 'Days of the bill are UTC. Asking reads the bill again and changes nothing.',
    fields: [
      field('from', 'First day', frame.period.start),
      field('to', 'Last day', addDays(frame.period.end, -1)),
      field('against_from', 'Against: first day', frame.baseline.start),
      field('against_to', 'Against: last day', addDays(frame.baseline.end, -1)),
      {
        name: 'by',
        label: 'Split by',
        control: 'choice',
        value: GROUP_NAMES[frame.group_by],
        options: Grouping.options.map((g) => ({ value: GROUP_NAMES[g], label: GROUP_HEADS[g] })),
        bound: null,
      },
    ],
    ordered: [
      { first: 'from', last: 'to' },
      { first: 'against_from', last: 'against_to' },
    ],
    line: `${without(print(frame, today), ['by', 'period', 'baseline'])} by:{by} period:{from}..{to} baseline:{against_from}..{against_to}`,
    submit: 'Compare these',
  }
}

/** Another threshold to look at the open cases with. Thresholds are amounts a day. */
export function thresholdForm(frame: FrameOf<'what_if_threshold'>, currency: string, today: Day): Form {
  const { amount, side, unit } = frame.threshold
  return {
    kind: 'form',
    title: 'Another threshold',
    subtitle: 'Asking sorts the open cases again and changes nothing.',
    fields: [
      {
        name: 'side',
        label: 'Keep cases',
        control: 'choice',
        value: side,
        options: [
          { value: 'over', label: 'over the amount' },
          { value: 'under', label: 'under the amount' },
        ],
        bound: null,
      },
      {
        name: 'amount',
        label: `${currency} a day`,
        control: 'money',
        value: unit === 'day' && /^\d{1,9}(?:\.\d{1,2})?$/.test(amount) ? amount : '',
        options: [],
        bound: { min: '0', max: '1000000', rule: 'threshold.amount', says: 'from 0 to 1,000,000' },
      },
    ],
    ordered: [],
    line: `${without(print(frame, today), ['over', 'under'])} {side}:{amount}/day`,
    submit: 'Look with this one',
  }
}
