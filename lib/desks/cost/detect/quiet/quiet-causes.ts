import type { Cause } from '../causes/find-causes'
import { withoutMonthly } from '../charges/monthly-charges'
import type { MendedSeries } from '../quality/mend-series'
import type { Alarm } from '../scan/alarm'
import { isExplained } from '../scan/is-explained'
import { isNews } from '../scan/is-news'
import { isMovedCover, isOtherSize } from '../scan/same-machines'
import type { ScanParams } from '../scan/scan-params'
import { silenceRule } from '../scan/silence'

export type QuietReason = 'already_explained' | 'doubtful_days' | 'monthly_fee' | 'moved_within_service' | 'known_level'

/** Why a cause that the daily model found is kept quiet: by the same rules as in a scan of a whole bill. Undefined when it is to be told. `ended` are commitments that ended. */
export function quietReason(cause: Cause, { mended, parts }: MendedSeries, p: ScanParams, ended: readonly Alarm[] = []): QuietReason | undefined {
  const { flagged, tests } = cause.incident
  const alarm: Alarm = {
    detector: 'level',
    scope: cause.scope,
    members: cause.leaves.flatMap((i) => parts[i] ?? []),
    flagged,
    lasting: flagged,
    expected: flagged.map((t) => cause.found.days[t]?.expected ?? 0),
    is_new: tests.length === 1 && tests[0] === 'new_spend',
  }
  // What a commitment of several accounts no longer pays for is one incident, and not one in each account.
  const { leaves } = mended.bill
  const wide = ended.filter(({ members }) => new Set(members.map((i) => leaves[i]?.scope.sub_account_id)).size > 1)
  if (isExplained(alarm, mended, wide)) return 'already_explained'
  const is_move = ended.length > 0 && (isOtherSize(alarm, mended, ended) || isMovedCover(alarm, mended, ended))
  const rule = silenceRule(alarm, mended, []) ?? (is_move ? 'moved_within_service' : undefined)
  if (rule === 'doubtful_days' || rule === 'monthly_fee' || rule === 'moved_within_service') return rule
  const plain = withoutMonthly(cause.values)
  const is_news = flagged.some((t) => isNews(plain, t, p))
  return is_news || alarm.is_new ? undefined : 'known_level'
}
