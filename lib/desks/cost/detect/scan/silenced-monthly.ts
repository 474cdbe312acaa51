import type { Alarm, Silenced } from './alarm'

/** The days of one cell on which it cost what comes every month, or came before, for the ledger: `came` in dollars by day. What is told of a day says by itself what was expected of it. */
export function silencedMonthly(
  cell: Pick<Alarm, 'detector' | 'scope' | 'members'>,
  values: readonly number[],
  came: ArrayLike<number> | undefined,
  told: readonly Alarm[],
  smallest: number,
): Silenced[] {
  const flagged = new Set(told.flatMap((alarm) => alarm.flagged))
  return Array.from(came ?? []).flatMap((dollars, t): Silenced[] =>
    dollars < smallest || flagged.has(t)
      ? []
      : [{ alarm: { ...cell, flagged: [t], lasting: [t], expected: [(values[t] ?? 0) - dollars], is_new: false }, rule: 'monthly_fee' }],
  )
}
