import { formatMoney } from '@/lib/kernel/format'
import type { Frame, Threshold } from '@/schemas/frame'
import { GROUP_NAMES } from '../frame/canonical-words'
import { FRAME_WORDS } from '../frame/frame-words'
import type { Gazetteer } from '../tag/gazetteer'
import { scopeWords } from './place-words'

export const GROUP_LABELS = { ...GROUP_NAMES, usage_type: 'usage type', environment: 'environment' } as const

/** "over $100.00 a day". Currencies of amounts are the tenant's own. */
export const thresholdWords = ({ side, amount, unit }: Threshold, currency = 'USD'): string =>
  `${side} ${unit === 'pct' ? `${amount} %` : formatMoney(amount, currency)}${unit === 'day' ? ' a day' : unit === 'month' ? ' a month' : ''}`

/** "Biggest changes in lumen-dev, last 7 days": one line for a choice or a list of suggestions. */
export function describe(frame: Frame, gazetteer: Gazetteer): string {
  const { name } = FRAME_WORDS[frame.frame]
  const headline = 'case_id' in frame && frame.case_id !== null ? (gazetteer.cases.find((c) => c.case_id === frame.case_id)?.headline ?? frame.case_id) : ''
  const words = scopeWords(frame, gazetteer)
  const scope = words === '' || words === 'the whole bill' ? '' : ` in ${words}`
  const group = 'group_by' in frame && frame.group_by !== null ? ` by ${GROUP_LABELS[frame.group_by]}` : ''
  const threshold = 'threshold' in frame && frame.threshold !== null ? `, ${thresholdWords(frame.threshold)}` : ''
  const term = 'term' in frame ? `: ${frame.term}` : ''
  const period = 'period' in frame && frame.period !== null ? `, ${frame.period.label}` : ''
  return headline === '' ? `${name}${term}${scope}${group}${threshold}${period}` : `${name}: ${headline}${threshold}`
}
