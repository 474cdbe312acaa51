import { add, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import type { Anomaly, Attribution } from '@/schemas/cost'
import type { ChangeEvents } from '@/schemas/evidence/cost'
import { type CategoryRule, clipToRise, decisionOn, type Sourced, termOf } from './category-rule'
import { nearEvents } from './near-event'

type Types = readonly ChangeEvents['events'][number]['type'][]

/** A rule that blames events near the onset: they explain usage that grew or is new, by how near they are and how many there were. */
export function eventRule(named: Pick<CategoryRule, 'id' | 'version' | 'category'> & { types: Types; code: string }): CategoryRule<'cost.change_events'> {
  return {
    id: named.id,
    version: named.version,
    category: named.category,
    needs: ['cost.change_events'],
    decide({ anomaly, attribution, 'cost.change_events': changes }) {
      const blamed = blamedEvent(anomaly, attribution, changes, named.types, named.code)
      return blamed === null ? decisionOn('0', null, [], attribution) : decisionOn(blamed.amount, blamed.subcategory, [blamed.reason], attribution)
    },
  }
}

/** The event nearest to the onset, and the dollars of usage that grew or is new which it explains. Null where there is none. */
export function blamedEvent(anomaly: Anomaly, attribution: Attribution, { body, evidence_id }: Sourced<ChangeEvents>, types: Types, code: string) {
  const { events, strength } = nearEvents(anomaly, body, types)
  const [nearest] = events
  if (nearest === undefined) return null
  const grown = [termOf(attribution, 'volume'), termOf(attribution, 'new'), termOf(attribution, 'unsplit')].filter((amount) => compareDecimal(amount, '0') > 0)
  const amount = toDecimal(big(add('0', ...grown)).times(strength))
  const facts = {
    title: nearest.title,
    at: nearest.at,
    events: events.length,
    strength_ratio: strength,
    explained_per_day: clipToRise(amount, attribution),
    currency: anomaly.currency,
  }
  return { amount, subcategory: nearest.type, reason: { code, facts, evidence_ids: [evidence_id] } }
}
