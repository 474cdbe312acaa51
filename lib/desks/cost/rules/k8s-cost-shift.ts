import { type CategoryRule, verdictOn } from './category-rule'

/** Cost moved between namespaces of a cluster. The bill alone cannot tell, so without an allocation this is not known. */
export const k8sCostShift: CategoryRule<'k8s.allocation'> = {
  id: 'cost/k8s-cost-shift',
  version: 1,
  category: 'k8s_cost_shift',
  needs: ['k8s.allocation'],
  decide: ({ attribution }) => verdictOn('0', null, [], attribution),
}
