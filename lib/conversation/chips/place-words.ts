import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { ChargeKind, Frame } from '@/schemas/frame'
import type { Gazetteer } from '../tag/gazetteer'
import type { ScopeKey } from '../tag/tag'

// Places in the tenant's own words.

export const scopeValue = (key: ScopeKey, value: string, gazetteer: Gazetteer): string =>
  value === '' ? 'none' : key === 'sub_account_id' ? (gazetteer.accounts.find((a) => a.id === value)?.name ?? value) : value

// What the bill gives no value for: "22 % of cost without a team tag", where a chip says "Team none".
const WITHOUT: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'cost without an account',
  service_name: 'cost without a service',
  region_id: 'cost without a region',
  usage_type: 'cost without a usage type',
  owner: 'cost without a team tag',
}
const placeWords = (key: ScopeKey, value: string, gazetteer: Gazetteer): string => (value === '' ? WITHOUT[key] : scopeValue(key, value, gazetteer))

/** "lumen-dev · eu-west-1", or "the whole bill". */
export function scopeWords(frame: Frame, gazetteer: Gazetteer): string {
  if (!('scope' in frame)) return ''
  const parts = SCOPE_KEYS.flatMap((key) => (frame.scope[key] === undefined ? [] : [placeWords(key, frame.scope[key], gazetteer)]))
  const more =
    'except' in frame
      ? [
          ...severalWords(frame, gazetteer),
          ...(frame.environment === null ? [] : [frame.environment]),
          ...frame.except.map((e) => `without ${placeWords(e.key, e.value, gazetteer)}`),
        ]
      : []
  const all = [...parts, ...more]
  // What is only left out is left out of everything.
  return all.every((part) => part.startsWith('without ')) ? ['the whole bill', ...all].join(' ') : all.join(' · ')
}

const CHARGES: Readonly<Record<ChargeKind, string>> = {
  run: 'usage',
  credit: 'credits',
  refund: 'refunds',
  fee: 'fees',
  tax: 'tax',
  marketplace: 'marketplace',
  commitment_unused: 'unused commitments',
  discount: 'discounts',
}

/** "The whole bill (tax only)": the place, and which charges of it where not all are meant. */
export function partWords(frame: Frame, gazetteer: Gazetteer): string {
  const words = scopeWords(frame, gazetteer)
  return 'charge' in frame && frame.charge !== null ? `${words} (${CHARGES[frame.charge]} only)` : words
}

/** "lumen-dev and payments-prod", for each kind of which several count together. */
const severalWords = (frame: Frame, gazetteer: Gazetteer): string[] =>
  SCOPE_KEYS.flatMap((key) => {
    const names = ('any_of' in frame ? frame.any_of : []).filter((p) => p.key === key).map((p) => placeWords(key, p.value, gazetteer))
    return names.length === 0 ? [] : [names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`]
  })
