import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { capital } from '@/lib/kernel/letters'
import type { Frame } from '@/schemas/frame'
import type { ReadingChip } from '@/schemas/reading'
import type { Day } from '@/schemas/time'
import { print, slotText } from '../frame/canonical'
import { FRAME_WORDS } from '../frame/frame-words'
import type { Said } from '../frame/slots'
import type { Gazetteer } from '../tag/gazetteer'
import type { Correction } from '../tag/tag-question'
import { GROUP_LABELS, thresholdWords } from './describe'
import { pickInstead } from './pick-instead'
import { placeChips } from './place-chips'
import type { Sources } from './sources'

const CHARGE_LABELS: Readonly<Record<string, string>> = {
  run: 'Usage only',
  credit: 'Credits only',
  refund: 'Refunds only',
  fee: 'Fees only',
  tax: 'Tax only',
  marketplace: 'Marketplace only',
  commitment_unused: 'Unused commitments only',
  discount: 'Discounts only',
}
const MEASURE_LABELS: Readonly<Record<string, string>> = { list: 'At list prices', usage: 'Usage quantity', coverage: 'Commitment coverage' }

const personName = (id: string, gazetteer: Gazetteer): string => gazetteer.people.find((p) => p.id === id)?.name ?? id

/** The parts of "Understood as …", in reading order. A misspelt word is shown with what it was read as. */
export function chipsOf(frame: Frame, sources: Sources, corrections: readonly Correction[], gazetteer: Gazetteer, today: Day): ReadingChip[] {
  const canonical = print(frame, today)
  const of = (slot: string): Said => sources.of[slot] ?? 'default'
  const chip = (slot: string, label: string, word: string, source: Said = of(slot)): ReadingChip => ({
    slot,
    label,
    source,
    canonical: slotText(canonical, word),
  })
  const chips: ReadingChip[] = [
    {
      slot: 'frame',
      label: FRAME_WORDS[frame.frame].name,
      source: corrections.length > 0 ? 'corrected' : 'said',
      canonical: canonical.split(' ')[0] ?? canonical,
    },
  ]
  if ('case_id' in frame && frame.case_id !== null)
    chips.push(chip('case', gazetteer.cases.find((c) => c.case_id === frame.case_id)?.headline ?? frame.case_id, 'case', sources.case_id))
  if ('term' in frame) chips.push(chip('term', frame.term, 'term'))
  if ('measure' in frame && frame.measure !== 'effective') chips.push(chip('measure', MEASURE_LABELS[frame.measure] ?? frame.measure, 'measure'))
  if ('charge' in frame && frame.charge !== null) chips.push(chip('charge', CHARGE_LABELS[frame.charge] ?? frame.charge, 'charge'))
  if ('category' in frame && frame.category !== null) chips.push(chip('category', CATEGORY_LABELS[frame.category], 'category'))
  chips.push(...placeChips(frame, sources, gazetteer, canonical))
  if ('severity' in frame && frame.severity !== null) chips.push(chip('severity', `${capital(frame.severity)} severity`, 'severity'))
  if ('state' in frame && canonical.includes(' state:')) chips.push(chip('state', capital(frame.state), 'state'))
  if ('person' in frame && frame.person !== null) chips.push(chip('person', personName(frame.person, gazetteer), 'person'))
  if ('about' in frame && frame.about !== null) chips.push(chip('about', `About ${frame.about.replace(/_/g, ' ')}`, 'about'))
  if ('rule' in frame && frame.rule !== null) chips.push(chip('rule', `Rule ${frame.rule.replace(/_/g, ' ')}`, 'rule'))
  if ('by' in frame) chips.push(chip('by', `By ${frame.by}`, 'by'))
  if ('threshold' in frame && frame.threshold !== null) chips.push(chip('threshold', capital(thresholdWords(frame.threshold)), frame.threshold.side))
  if ('group_by' in frame && frame.group_by !== null) chips.push(chip('group_by', `By ${GROUP_LABELS[frame.group_by]}`, 'by'))
  if ('direction' in frame && frame.direction !== 'both') chips.push(chip('direction', frame.direction === 'up' ? 'Rises only' : 'Falls only', 'direction'))
  if ('order' in frame && frame.order !== 'largest') chips.push(chip('order', 'Smallest first', 'order'))
  if ('period' in frame && frame.period !== null) chips.push(chip('period', capital(frame.period.label), 'period'))
  if ('baseline' in frame) chips.push(chip('baseline', `Against ${frame.baseline.label}`, 'baseline'))
  if ('limit' in frame && of('limit') !== 'default') chips.push(chip('limit', `Top ${frame.limit}`, 'top'))
  return chips.map((one) => {
    const options = pickInstead(one.slot, frame, gazetteer, today)
    return options.length === 0 ? one : { ...one, options }
  })
}
