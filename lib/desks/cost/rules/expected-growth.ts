import { type CategoryRule, verdictOn } from './category-rule'

/** Usage grew with the business. That needs a measure of the business to compare with; growth alone proves nothing. */
export const expectedGrowth: CategoryRule<'business.driver'> = {
  id: 'cost/expected-growth',
  version: 1,
  category: 'expected_growth',
  needs: ['business.driver'],
  decide: ({ attribution }) => verdictOn('0', null, [], attribution),
}
