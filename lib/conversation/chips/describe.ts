import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { formatMoney } from '@/lib/kernel/format'
import type { Frame, Threshold } from '@/schemas/frame'
import { GROUP_NAMES } from '../frame/canonical-words'
import { FRAME_WORDS } from '../frame/frame-words'
import type { Gazetteer } from '../tag/gazetteer'
import { NOBODY } from '../tag/nobody'
import { scopeWords } from './place-words'

export const GROUP_LABELS = { ...GROUP_NAMES, usage_type: 'usage type', environment: 'environment' } as const

/** "over $100.00 a day". Currencies of amounts are the tenant's own. */
export const thresholdWords = ({ side, amount, unit }: Threshold, currency = 'USD'): string =>
  `${side} ${unit === 'pct' ? `${amount} %` : formatMoney(amount, currency)}${unit === 'day' ? ' a day' : unit === 'month' ? ' a month' : ''}`

/** What a view is called as it stands: closed cases are no open ones. */
function nameOf(frame: Frame): string {
  if (frame.frame === 'list_anomalies' && frame.state !== 'open') return frame.state === 'closed' ? 'Closed anomalies' : 'Open and closed anomalies'
  if (frame.frame === 'list_approvals' && frame.state === 'decided') return 'Decided requests'
  if (frame.frame === 'top_movers' && frame.direction !== 'both') return frame.direction === 'up' ? 'Biggest rises' : 'Biggest falls'
  return FRAME_WORDS[frame.frame].name
}

const personWords = (id: string, { people }: Gazetteer): string => (id === NOBODY ? 'nobody’s' : (people.find((p) => p.id === id)?.name ?? id))

/** "Biggest rises in lumen-dev, last 7 days": one line for a choice or a list of suggestions, with everything that its line narrows. */
export function describe(frame: Frame, gazetteer: Gazetteer): string {
  const name = nameOf(frame)
  const headline = 'case_id' in frame && frame.case_id !== null ? (gazetteer.cases.find((c) => c.case_id === frame.case_id)?.headline ?? frame.case_id) : ''
  const words = scopeWords(frame, gazetteer)
  const group = 'group_by' in frame && frame.group_by !== null ? ` by ${GROUP_LABELS[frame.group_by]}` : ''
  const narrowed = [
    'severity' in frame && frame.severity !== null && `${frame.severity} severity`,
    frame.frame === 'list_anomalies' && frame.category !== null && CATEGORY_LABELS[frame.category],
    'charge' in frame && frame.charge !== null && frame.charge.replace(/_/g, ' '),
    'measure' in frame && frame.measure !== 'effective' && `${frame.measure === 'list' ? 'list prices' : frame.measure}`,
    'person' in frame && frame.person !== null && personWords(frame.person, gazetteer),
    'threshold' in frame && frame.threshold !== null && thresholdWords(frame.threshold),
    'period' in frame && frame.period !== null && frame.period.label,
  ].filter((said) => said !== false)
  if (headline !== '')
    return [`${name}: ${headline}`, ...('threshold' in frame && frame.threshold !== null ? [thresholdWords(frame.threshold)] : [])].join(', ')
  const place = words === '' || words === 'the whole bill' ? '' : ` in ${words}`
  return [`${name}${'term' in frame ? `: ${frame.term}` : ''}${place}${group}`, ...narrowed].join(', ')
}
