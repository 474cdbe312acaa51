import { addDays } from '@/lib/kernel/time'
import type { FramePeriod, Grouping } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { wordsOfFiscal } from '../period/fiscal-period'
import { parsePeriod } from '../period/period'
import type { ScopeKey } from '../tag/tag'

// The words of canonical lines.

export const SCOPE_WORDS: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'account',
  service_name: 'service',
  region_id: 'region',
  usage_type: 'usage',
  owner: 'team',
}
export const GROUP_NAMES: Readonly<Record<Grouping, string>> = {
  service_name: 'service',
  sub_account_id: 'account',
  region_id: 'region',
  usage_type: 'usage',
  owner: 'team',
  environment: 'env',
}

/** Words when they mean the same days today, otherwise the days themselves, both inside. */
export function printPeriod(period: FramePeriod, today: Day): string {
  const words = (wordsOfFiscal(period) ?? period.label.toLowerCase()).replace(/ /g, '-')
  const again = /^[\w.-]+$/.test(words) ? readPeriod(words, today) : undefined
  if (again !== undefined && again.start === period.start && again.end === period.end && again.label === period.label) return words
  return `${period.start}..${addDays(period.end, -1)}`
}

export function readPeriod(text: string, today: Day): FramePeriod | undefined {
  const plain = parsePeriod(text, today)
  if (plain !== undefined) return plain
  const words = text
    .replace(/-/g, ' ')
    .replace(/(\d+) (days?|months?|weeks?)/, (_, n: string, unit: string) => `${n}${unit.startsWith('month') ? 'mo' : unit.startsWith('week') ? 'w' : 'd'}`)
  return parsePeriod(words, today)
}
