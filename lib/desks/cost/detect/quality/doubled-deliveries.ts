import { compareVersions } from '@/lib/desks/cost/series/compare-versions'
import { round6 } from '@/lib/kernel/stats'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'

/** A day of an account that a later delivery holds twice. Dollars as they were and as they are. */
export type DoubledDay = { sub_account_id: string; day: Day; before: number; after: number }

// What was found twice counts as twice for as long as it stays the same to this share.
const SAME_RATIO = 0.0005

/**
 * Days of an account on which the newer delivery of the same bill holds exactly twice what the older one held. `known` are days that earlier deliveries
 * doubled: they stay doubled until a delivery puts them right.
 */
export function doubledDays(older: readonly DailySeries[], newer: readonly DailySeries[], older_as_of: Day, known: readonly DoubledDay[] = []): DoubledDay[] {
  const now = totalsByAccount(newer)
  const found = [...totalsByAccount(older)].flatMap(([sub_account_id, before]) =>
    compareVersions(before, now.get(sub_account_id) ?? new Map(), older_as_of)
      .filter(({ kind }) => kind === 'duplicated')
      .map(({ day, before: was, after }): DoubledDay => ({ sub_account_id, day, before: was, after })),
  )
  const still = known.filter(({ sub_account_id, day, after }) => {
    const is = now.get(sub_account_id)?.get(day)
    const is_again = found.some((f) => f.sub_account_id === sub_account_id && f.day === day)
    return is !== undefined && !is_again && Math.abs(is - after) <= SAME_RATIO * Math.abs(after)
  })
  return [...still, ...found].sort((a, b) => (`${a.day} ${a.sub_account_id}` < `${b.day} ${b.sub_account_id}` ? -1 : 1))
}

function totalsByAccount(series: readonly DailySeries[]): Map<string, Map<Day, number>> {
  const accounts = new Map<string, Map<Day, number>>()
  for (const { scope, points } of series) {
    const days = accounts.get(scope.sub_account_id ?? '') ?? new Map<Day, number>()
    accounts.set(scope.sub_account_id ?? '', days)
    for (const { day, effective_cost } of points) days.set(day, round6((days.get(day) ?? 0) + Number(effective_cost)))
  }
  return accounts
}
