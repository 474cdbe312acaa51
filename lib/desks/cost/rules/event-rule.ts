import { add, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import type { ChangeEvents } from '@/schemas/evidence/cost'
import { type CategoryRule, clipToRise, termOf, verdictOn } from './category-rule'
import { nearEvents } from './near-event'

type Types = readonly ChangeEvents['events'][number]['type'][]

/** A rule that blames events near the onset: they explain usage that grew or is new, by how near they are and how many there were. */
export function eventRule(named: Pick<CategoryRule, 'id' | 'version' | 'category'> & { types: Types; code: string }): CategoryRule<'cost.change_events'> {
  return {
    id: named.id,
    version: named.version,
    category: named.category,
    needs: ['cost.change_events'],
    decide({ anomaly, attribution, 'cost.change_events': { body, evidence_id } }) {
      const { events, strength } = nearEvents(anomaly, body, named.types)
      const [nearest] = events
      if (nearest === undefined) return verdictOn('0', null, [], attribution)
      const grown = [termOf(attribution, 'volume'), termOf(attribution, 'new'), termOf(attribution, 'unsplit')].filter(
        (amount) => compareDecimal(amount, '0') > 0,
      )
      const amount = toDecimal(big(add('0', ...grown)).times(strength))
      const facts = {
        title: nearest.title,
        at: nearest.at,
        events: events.length,
        strength_ratio: strength,
        explained_per_day: clipToRise(amount, attribution),
        currency: anomaly.currency,
      }
      return verdictOn(amount, nearest.type, [{ code: named.code, facts, evidence_ids: [evidence_id] }], attribution)
    },
  }
}
