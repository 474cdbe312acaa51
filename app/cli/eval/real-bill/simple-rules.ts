import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import { cellOf } from './injected-bill'
import { type Flags, SCORED } from './score-alerts'

const MAD_TO_SD = 1.4826

/** A rule that people use: a score and dollars above what it expects for one day, from earlier days only. */
type SimpleRule = { name: string; grain: 'cell' | 'leaf'; z: number; min_impact: number; history(values: readonly number[], t: number): number[]; scale: Scale }
type Scale = (history: readonly number[], usual: number) => number

const last28 = (values: readonly number[], t: number): number[] => values.slice(t - 28, t)
const sameWeekday = (values: readonly number[], t: number): number[] => [1, 2, 3, 4, 5, 6].flatMap((week) => (t >= 7 * week ? [values[t - 7 * week] ?? 0] : []))
const spread = (history: readonly number[], usual: number): number => MAD_TO_SD * middle(history.map((y) => Math.abs(y - usual)))
const floored =
  (of: Scale, dollars: number): Scale =>
  (history, usual) =>
    Math.max(of(history, usual), 0.05 * Math.abs(usual), dollars)

function deviation(history: readonly number[]): number {
  const mean = history.reduce((a, b) => a + b, 0) / history.length
  return Math.sqrt(history.reduce((sum, y) => sum + (y - mean) ** 2, 0) / history.length)
}

/** The rules of the data's own table, scored beside ours so that both are seen to be scored alike. */
export const SIMPLE_RULES: readonly SimpleRule[] = [
  { name: 'MAD28, no floor, z > 4', grain: 'cell', z: 4, min_impact: 0, history: last28, scale: (h, m) => Math.max(spread(h, m), 1e-9) },
  { name: 'MAD28, floor 5 % and $2, z > 4, $10', grain: 'cell', z: 4, min_impact: 10, history: last28, scale: floored(spread, 2) },
  { name: 'same weekday x 6, floor, z > 3, $10', grain: 'cell', z: 3, min_impact: 10, history: sameWeekday, scale: floored(spread, 2) },
  { name: 'usage type: SD28, floor 5 % and $1, z > 4, $10', grain: 'leaf', z: 4, min_impact: 10, history: last28, scale: floored(deviation, 1) },
  { name: 'usage type: same weekday x 6, z > 4, $5', grain: 'leaf', z: 4, min_impact: 5, history: sameWeekday, scale: floored(spread, 1) },
]

const KEYS = { cell: ['sub_account_id', 'service_name'], leaf: ['sub_account_id', 'region_id', 'service_name', 'usage_type'] } as const

/** Flags of one rule by account and product; a finer grain flags the cell that it lies in. */
export function flagsOfRule(rule: SimpleRule, { leaves }: DailyBill): Flags {
  const flags = new Map<string, Set<number>>()
  for (const members of groupLeaves(leaves, KEYS[rule.grain])) {
    const values = sumLeaves(members, leaves)
    const cell = cellOf(leaves[members[0] ?? 0]?.scope ?? {})
    for (let t = SCORED.from; t <= Math.min(SCORED.to, values.length - 1); t++) {
      const history = rule.history(values, t)
      const usual = middle([...history])
      const rise = (values[t] ?? 0) - usual
      if (rise < rule.min_impact || rise / rule.scale(history, usual) <= rule.z) continue
      flags.set(cell, (flags.get(cell) ?? new Set()).add(t))
    }
  }
  return flags
}
