import { aboutFacts } from '@/agent/ask/about-facts'
import type { AskWith } from '@/agent/ask/answer-shape'
import { byChange, type Compared, type Row } from '@/agent/ask/answers/mover-rows'
import type { Window } from '@/agent/ask/bill-window'
import { GROUP_HEADS, groupLabel } from '@/agent/ask/group-names'
import type { BillCover } from '@/agent/ask/port'
import { type FactNotes, type Facts, moneyChange, moneyPerDay, pctChange, words } from '@/lib/intents/fact'
import { add, big, subtract } from '@/lib/kernel/money'
import type { Decimal } from '@/schemas/money'

/** Both periods of a comparison, as far as the bill covers them. */
export type Windows = { after: Window; before: Window }

/** Figures of a comparison: both sums, their difference, and every group that is listed. */
export function moverFacts(
  frame: Compared,
  ask: AskWith,
  cover: BillCover,
  rows: readonly Row[],
  shown: readonly Row[],
  cite: FactNotes,
  windows: Windows,
): Facts {
  const [before, after] = [add(...rows.map((r) => r.before)), add(...rows.map((r) => r.after))]
  const change = moneyChange('Change', subtract(after, before), cover.currency, 'day', { ...cite, formula: 'after − before' })
  const mover = rows.filter((r) => r.change !== '0').toSorted(byChange)[0]
  const rate = (name: string, value: Decimal, days: number) => moneyPerDay(name, value, cover.currency, { ...cite, formula: `sum ÷ ${days} days on the bill` })
  const [n, m] = [windows.after.days.length, windows.before.days.length]
  return {
    ...aboutFacts(frame, ask.gazetteer),
    before: rate('Before', before, m),
    after: rate('After', after, n),
    change,
    ...(rows.length > shown.length
      ? {
          before_rest: rate('Before, the rest', subtract(before, add('0', ...shown.map((r) => r.before))), m),
          after_rest: rate('After, the rest', subtract(after, add('0', ...shown.map((r) => r.after))), n),
          change_rest: moneyChange('Change of the rest', subtract(change.value, add('0', ...shown.map((r) => r.change))), cover.currency, 'day', {
            ...cite,
            formula: 'change of all − change of the groups that are listed',
          }),
        }
      : {}),
    // "rose by $120 / day": the verb carries the sign.
    change_by: { ...change, text: change.text.replace(/^[+−]/, '') },
    ...(mover === undefined
      ? {}
      : {
          mover: words(GROUP_HEADS[frame.group_by], groupLabel(frame.group_by, mover.key, ask.gazetteer), cite),
          mover_change: moneyChange('Change', mover.change, cover.currency, 'day', { ...cite, formula: 'after − before, the largest change of a group' }),
        }),
    ...(big(before).gt(0)
      ? { change_pct: pctChange('Change', big(change.value).div(before).times(100).toNumber(), { ...cite, formula: '(after − before) ÷ before' }) }
      : {}),
    ...Object.fromEntries(
      shown.flatMap((r, i) => [
        [`before_${i}`, rate('Before', r.before, m)],
        [`after_${i}`, rate('After', r.after, n)],
        [`change_${i}`, moneyChange('Change', r.change, cover.currency, 'day', { ...cite, formula: 'after − before' })],
      ]),
    ),
  }
}
