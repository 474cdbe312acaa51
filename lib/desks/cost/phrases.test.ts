import { describe, expect, it } from 'vitest'
import { headlineOf, pastHeadline, scopeLabel } from './phrases'

const NAMES = { '1': 'lumen-dev' }
const about = {
  scope: { sub_account_id: '1', service_name: 'Amazon Elastic Compute Cloud', region_id: 'eu-west-1' },
  currency: 'USD',
  delta_daily_cost: '184.896',
  first_day: '2026-11-09',
  last_day: '2026-11-17',
}

describe('headlineOf', () => {
  it.each([
    ['step', 'usage', 'EC2 in lumen-dev, eu-west-1 runs $184.90 / day above what is expected since 9 Nov'],
    ['spike', 'usage', 'EC2 in lumen-dev, eu-west-1 ran $184.90 / day above what is expected from 9 Nov to 17 Nov'],
    ['step', 'credit', 'Credits in EC2 in lumen-dev, eu-west-1 are down by $184.90 / day since 9 Nov'],
  ] as const)('says of a %s in %s: %s', (shape, family, sentence) => {
    expect(headlineOf({ ...about, shape }, family, NAMES)).toBe(sentence)
  })

  it('says of a fall that it is below', () => {
    expect(headlineOf({ ...about, delta_daily_cost: '-40', shape: 'drop' }, 'usage', NAMES)).toBe(
      'EC2 in lumen-dev, eu-west-1 runs $40.00 / day below what is expected since 9 Nov',
    )
  })
})

describe('pastHeadline', () => {
  it.each([
    ['step', 'usage', 'EC2 in lumen-dev, eu-west-1 ran $184.90 / day above what is expected from 9 Nov to 17 Nov'],
    ['drop', 'usage', 'EC2 in lumen-dev, eu-west-1 ran $184.90 / day below what is expected from 9 Nov to 17 Nov'],
    ['spike', 'usage', 'EC2 in lumen-dev, eu-west-1 ran $184.90 / day above what is expected from 9 Nov to 17 Nov'],
    ['step', 'credit', 'Credits in EC2 in lumen-dev, eu-west-1 were down by $184.90 / day from 9 Nov to 17 Nov'],
    ['step', 'fee', 'Fees in EC2 in lumen-dev, eu-west-1 were up by $184.90 / day from 9 Nov to 17 Nov'],
  ] as const)('says of a closed %s in %s what was, and when: %s', (shape, family, sentence) => {
    expect(pastHeadline(headlineOf({ ...about, shape }, family, NAMES), about)).toBe(sentence)
  })
})

describe('scopeLabel', () => {
  it.each([
    [{}, 'The whole bill'],
    [{ owner: 'data' }, 'Everything of team data'],
    [{ owner: '' }, 'Everything without an owner'],
    [{ sub_account_id: '9' }, '9'],
    [{ sub_account_id: '1', region_id: 'ap-northeast-1' }, 'lumen-dev, ap-northeast-1'],
    [{ service_name: 'AmazonCloudWatch', usage_type: 'EU-DataProcessing-Bytes', sub_account_id: '1' }, 'CloudWatch log ingestion in lumen-dev'],
  ])('%o is %s', (scope, label) => {
    expect(scopeLabel(scope, NAMES)).toBe(label)
  })
})
