import type { Frame } from '@/schemas/frame'
import type { ReadingContext } from './context'
import { leftover } from './leftover'
import { OPERATORS } from './operators'
import type { Slots } from './slots'
import { type Piece, type Tag, tagged, tagsOf } from './tag'

const KINDS = {
  severity: 'severity',
  category: 'kind of anomaly',
  charge: 'kind of charge',
  measure: 'measure',
  person: 'person',
  amount: 'amount',
  group: 'grouping',
  limit: 'number of rows',
} as const
const meaningOf = (tag: Tag): string => JSON.stringify({ ...tag, said: '', has_side: null })

/** Two values of a kind that a view takes once: the second would be dropped. */
const saidTwice = (pieces: readonly Piece[]): string[] =>
  (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((kind) => (new Set(tagsOf(pieces, kind).map(meaningOf)).size > 1 ? [`a second ${KINDS[kind]}`] : []))

/** What was said and would be passed over if this frame were shown. Empty when the frame answers all of it. */
export function doubtsAbout(frame: Frame, pieces: readonly Piece[], slots: Slots, { today, gazetteer }: Pick<ReadingContext, 'today' | 'gazetteer'>): string[] {
  const text = tagged(pieces.map((p) => (p.tag?.tag === 'onset' ? { ...p, text: '' } : p)))
  const operators = OPERATORS.flatMap((o) => (o.pattern.test(text) && !o.is_honoured(frame, slots, text) ? [o.said] : []))
  // “Three days before the spike” is one time: both parts alone are another.
  const times =
    tagsOf(pieces, 'onset').length > 0 && tagsOf(pieces, 'period').length > 0 && !/\b(?:vs|versus|against|compared?|to)\b/.test(text) ? ['a time'] : []
  const cases = (slots.case_ids.length > 0 || slots.ordinal !== null) && !('case_id' in frame) && tagsOf(pieces, 'onset').length === 0 ? ['a case'] : []
  return [
    ...operators,
    ...times,
    // Nothing was billed yet for days to come.
    ...('period' in frame && frame.period !== null && frame.period.start > today ? ['the future'] : []),
    ...slots.left_out.map((said) => `without “${said}”`),
    ...saidTwice(pieces),
    ...cases,
    ...leftover(frame, pieces, slots, new Set(gazetteer.owners)).map((word) => `“${word}”`),
  ]
}
