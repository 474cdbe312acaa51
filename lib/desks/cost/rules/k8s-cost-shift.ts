import { add, big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import { type CategoryRule, clipToRise, decisionOn } from './category-rule'

// Rises that falls of other namespaces match to this share moved rather than grew.
const SHIFT_SHARE = '0.6'

/**
 * Cost of a cluster changed by namespace. The bill alone cannot tell, so without an allocation this is not known. The allocation's own amounts are
 * scaled to what the bill says of the same machines; where the bill names none of them they count as they are.
 */
export const k8sCostShift: CategoryRule<'k8s.allocation'> = {
  id: 'cost/k8s-cost-shift',
  version: 1,
  category: 'k8s_cost_shift',
  needs: ['k8s.allocation'],

  decide({ anomaly, attribution, 'k8s.allocation': { body, evidence_id } }) {
    if (body.account_id !== anomaly.scope.sub_account_id) return decisionOn('0', null, [], attribution)
    const scale = String(body.bill_ratio ?? 1)
    const changes = body.namespaces.map((n) => ({
      namespace: n.namespace,
      change: toDecimal(big(subtract(n.after_cost, n.before_cost)).times(scale).round(6)),
    }))
    const rises = changes
      .filter((n) => compareDecimal(n.change, '0') > 0)
      .sort((a, b) => compareDecimal(b.change, a.change) || (a.namespace < b.namespace ? -1 : 1))
    const [most] = rises
    if (most === undefined) return decisionOn('0', null, [], attribution)
    const [rise, net] = [add('0', ...rises.map((n) => n.change)), add('0', ...changes.map((n) => n.change))]
    const is_shift = big(rise).minus(net).gte(big(rise).times(SHIFT_SHARE))
    const facts = {
      namespace: most.namespace,
      namespaces: rises.length,
      rise_per_day: rise,
      net_per_day: net,
      is_shift,
      cluster: body.cluster,
      explained_per_day: clipToRise(net, attribution),
      currency: body.currency,
    }
    return decisionOn(net, is_shift ? 'shift' : 'growth', [{ code: 'namespaces_changed', facts, evidence_ids: [evidence_id] }], attribution)
  },
}
