import { expect, it } from 'vitest'
import { cleanTags } from '@/lib/warehouse/formats/clean-tags'
import { dataVersion, parseDataVersion } from '@/lib/warehouse/versions/data-version'
import { curHeaderName, focusHeaderName, tagKey } from './header-name'

it.each([
  ['lineItem/UnblendedCost', 'line_item_unblended_cost'],
  ['savingsPlan/SavingsPlanARN', 'savings_plan_savings_plan_a_r_n'],
  ['product/servicecode', 'product_servicecode'],
  ['pricing/publicOnDemandCost', 'pricing_public_on_demand_cost'],
  ['line_item_unblended_cost', 'line_item_unblended_cost'],
  [' LINE_ITEM_UNBLENDED_COST ', 'line_item_unblended_cost'],
])('knows the CUR column %s', (header, name) => {
  expect(curHeaderName(header)).toBe(name)
})

it.each([
  ['BilledCost', 'billedcost'],
  ['billed_cost', 'billedcost'],
  ['x_UsageType', 'x_usagetype'],
  ['x_usage_type', 'x_usagetype'],
])('knows the FOCUS column %s', (header, name) => {
  expect(focusHeaderName(header)).toBe(name)
})

it.each([
  ['resourceTags/user:Team', 'team'],
  ['resource_tags_user_cost_center', 'cost_center'],
  ['costCategory/Unit', 'cost_category:unit'],
  ['resource_tags', undefined],
  ['lineItem/UsageType', undefined],
])('finds the tag in %s', (header, key) => {
  expect(tagKey(header)).toBe(key)
})

it('cleans tag keys, drops empty values, and takes nothing from what is no JSON object', () => {
  expect(cleanTags('{" Team":" checkout ","user:team":"late","user_env":"dev","Name":"","n":3,"gone":null}')).toEqual({ team: 'checkout', env: 'dev', n: '3' })
  for (const odd of [null, '', '[1]', 'team=x', '"x"']) expect(cleanTags(odd)).toEqual({})
})

it('names a data version so that it can be read back', () => {
  const versions = [
    { source: 'b', billing_month: '2026-11', data_version: 7 },
    { source: 'a', billing_month: '2026-11', data_version: 1 },
    { source: 'a', billing_month: '2026-10', data_version: 12 },
  ]
  expect(dataVersion(versions)).toBe('a:2026-10.12+2026-11.1;b:2026-11.7')
  expect(dataVersion(parseDataVersion(dataVersion(versions)))).toBe(dataVersion(versions))
  expect(() => parseDataVersion('a:latest')).toThrow('source:month.version')
})
