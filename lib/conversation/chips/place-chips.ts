import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Frame } from '@/schemas/frame'
import type { ReadingChip } from '@/schemas/reading'
import { slotText } from '../frame/canonical'
import { SCOPE_WORDS } from '../frame/canonical-words'
import type { Gazetteer } from '../tag/gazetteer'
import type { ScopeKey } from '../tag/tag'
import { scopeValue } from './place-words'
import type { Sources } from './sources'

const SCOPE_LABELS: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'Account',
  service_name: 'Service',
  region_id: 'Region',
  usage_type: 'Usage type',
  owner: 'Team',
}

/** Where a reading looks, part by part: what it is narrowed to, what is left out, what it is held against. */
export function placeChips(frame: Frame, sources: Sources, gazetteer: Gazetteer, canonical: string): ReadingChip[] {
  if (!('scope' in frame)) return []
  const chips: ReadingChip[] = SCOPE_KEYS.flatMap((key) => {
    const value = frame.scope[key]
    if (value === undefined) return []
    const from = sources.scope[key]
    const read_as = from?.source === 'corrected' ? ` (read “${from.said}” as ${scopeValue(key, value, gazetteer)})` : ''
    const label = `${SCOPE_LABELS[key]} ${scopeValue(key, value, gazetteer)}${read_as}`
    return [{ slot: key, label, source: from?.source ?? 'carried', canonical: slotText(canonical, SCOPE_WORDS[key]) }]
  })
  if ('except' in frame) {
    if (frame.environment !== null)
      chips.push({
        slot: 'environment',
        label: `Environment ${frame.environment}`,
        source: sources.of['environment'] ?? 'default',
        canonical: slotText(canonical, 'env'),
      })
    for (const e of frame.except)
      chips.push({
        slot: `not_${e.key}_${e.value}`,
        label: `Without ${scopeValue(e.key, e.value, gazetteer)}`,
        source: sources.of['except'] ?? 'default',
        canonical: slotText(canonical, `not-${SCOPE_WORDS[e.key]}`),
      })
  }
  if ('any_of' in frame)
    for (const p of frame.any_of)
      chips.push({
        slot: `any_${p.key}_${p.value}`,
        label: `${SCOPE_LABELS[p.key]} ${scopeValue(p.key, p.value, gazetteer)}`,
        source: sources.of['any_of'] ?? 'default',
        canonical: `any-${SCOPE_WORDS[p.key]}:${/^[\w.:/-]+$/.test(p.value) ? p.value : `"${p.value}"`}`,
      })
  if ('other' in frame && frame.other !== null)
    for (const key of SCOPE_KEYS)
      if (frame.other[key] !== undefined)
        chips.push({
          slot: `other_${key}`,
          label: `Against ${scopeValue(key, frame.other[key], gazetteer)}`,
          source: 'said',
          canonical: slotText(canonical, `other-${SCOPE_WORDS[key]}`),
        })
  if (chips.length === 0 && 'except' in frame) chips.push({ slot: 'scope', label: 'Whole bill', source: 'default', canonical })
  return chips
}
