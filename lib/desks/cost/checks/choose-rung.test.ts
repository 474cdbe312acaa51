import { describe, expect, it } from 'vitest'
import { billedId, chooseRung, idsOf, isOneOfAKind, type Places } from './choose-rung'
import { measuredOnText } from './measured-on-text'
import { othersIn, untouched } from './touched'

const PLACES: Places = {
  scope: { sub_account_id: '1', service_name: 'EC2', region_id: 'eu-west-1', usage_type: 'gp2' },
  targets: ['arn:a', 'arn:b'],
  billed: ['vol-a', 'vol-b'],
  named_days: 60,
  known_days: 60,
  templates: ['stop_idle_ec2'],
  others: { resources: [], slice: [], series: [] },
}
const told = (more: Partial<Places> = {}) => {
  const { rung, refused, joint_with } = chooseRung({ ...PLACES, ...more })
  return [rung, ...refused.map((r) => `${r.rung} ${r.reason}`), ...joint_with].join(', ')
}

describe('chooseRung', () => {
  it('takes the lines of the resources where the bill names every one of them for two weeks before', () => {
    expect(chooseRung(PLACES)).toEqual({ rung: 'resources', scope: { sub_account_id: '1' }, resource_ids: ['vol-a', 'vol-b'], refused: [], joint_with: [] })
    expect(told({ billed: [null, null] })).toBe('slice, resources not_billed')
    expect(told({ billed: [] })).toBe('slice, resources not_billed')
    expect(told({ billed: ['vol-a', null] })).toBe('slice, resources partly_billed')
    expect(told({ named_days: 13 })).toBe('slice, resources short_history')
    expect(told({ went_elsewhere: 'contradicted' })).toBe('slice, resources contradicted')
  })

  it('never measures a change in a slice that it leaves: a volume of another type is billed as another usage', () => {
    const gp3 = { templates: ['ebs_gp2_to_gp3'], billed: [] }
    expect(told(gp3)).toBe('series, resources not_billed, slice moves_out')
    expect(told({ ...gp3, scope: { sub_account_id: '1', service_name: 'EC2' } })).toBe('slice, resources not_billed')
    expect(told({ ...gp3, templates: ['ebs_gp2_to_gp3'], billed: ['vol-a'] })).toBe('resources')
  })

  it('gives way to a place in which no other plan acted, and else lets the finest stand for all of them', () => {
    const none = { resources: [], slice: [], series: [] }
    expect(told({ others: { ...none, slice: ['case_b'], series: ['case_b'] } }), 'another plan beside these resources').toBe('resources')
    expect(told({ others: { resources: ['case_b'], slice: ['case_b'], series: ['case_b'] } })).toBe('resources, case_b')
    expect(told({ billed: [], others: { ...none, slice: ['case_b'], series: ['case_b', 'case_c'] } })).toBe('slice, resources not_billed, case_b')
  })

  it('measures on the slice where nothing reaches back two weeks', () => {
    expect(told({ named_days: 3, known_days: 3 })).toBe('slice, resources short_history')
  })

  it('says in words where it was measured, why in no finer place, and what is counted together', () => {
    const { refused } = chooseRung({ ...PLACES, billed: [null, null], others: { ...PLACES.others, slice: ['case_b'], series: ['case_b'] } })
    const text = measuredOnText({ rung: 'slice', scope: {}, resource_ids: [], commitment_ids: ['sp-1'], refused, joint_with: ['case_b'], control: null })
    expect(text).toBe(
      'Measured on the slice of its incident. Not on its resources: the bill names none of them. One figure for this plan and case_b, which acted in the same place. What its commitments were left unused since then counts as cost, up to what they paid for there.',
    )
  })
})

describe('what a bill calls a resource', () => {
  it.each([
    ['arn:aws:ec2:eu-west-1:1:instance/i-1', 'i-1'],
    ['arn:aws:rds:eu-west-1:1:db:orders', 'orders'],
    ['arn:aws:s3:::logs-of-1', 'logs-of-1'],
    ['arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/x', '/aws/lambda/x'],
  ])('%s is %s, or itself', (arn, short) => {
    expect(idsOf(arn)).toEqual([arn, short])
    expect(billedId(arn, new Set([short]))).toBe(short)
    // A bucket may have the name of a database.
    expect(billedId(arn, new Set([short, arn]))).toBe(arn)
    expect(billedId(arn, new Set(['i-2']))).toBeNull()
  })

  it('names one resource in all accounts by an ARN and by what is counted up, and not by a name that ends as a number', () => {
    expect(['arn:aws:s3:::logs-of-1', 'i-0123456789abcdef0', 'vol-01234567', 'snap-0123456789abcdef0'].every(isOneOfAKind)).toBe(true)
    expect(['orders', 'orders-20240101', 'web-deadbeef', 'i-01234567890', 'my-i-01234567'].some(isOneOfAKind)).toBe(false)
  })
})

describe('what else happened', () => {
  const touched = [
    {
      case_id: 'case_a',
      scope: { sub_account_id: '1', service_name: 'EC2', region_id: 'eu-west-1' },
      targets: ['arn:x'],
      finished_at: '2026-11-10T09:00:00.000Z',
    },
    {
      case_id: 'case_b',
      scope: { sub_account_id: '1', service_name: 'EC2', region_id: 'us-east-1' },
      targets: ['arn:y'],
      finished_at: '2026-11-11T09:00:00.000Z',
    },
    { case_id: 'case_c', scope: { sub_account_id: '3', service_name: 'EC2' }, targets: [], finished_at: null },
  ]
  it('shares resources by target, a slice where both meet, and an account with all of its regions', () => {
    const scope = { sub_account_id: '1', service_name: 'EC2', region_id: 'eu-west-1' }
    expect(othersIn(scope, ['arn:y'], touched, '2026-11-01')).toEqual({ resources: ['case_b'], slice: ['case_a', 'case_b'], series: ['case_a', 'case_b'] })
    expect(othersIn(scope, ['arn:z'], touched, '2026-11-01')).toEqual({ resources: [], slice: ['case_a'], series: ['case_a', 'case_b'] })
    expect(othersIn(scope, ['arn:z'], touched, '2026-11-11'), 'what acted before the baseline is in it').toEqual({
      resources: [],
      slice: [],
      series: ['case_b'],
    })
  })

  it('leaves slices as controls in which neither an incident nor a plan was', () => {
    const at = (sub_account_id: string, region_id: string) => ({ scope: { sub_account_id, service_name: 'EC2', region_id }, points: [] })
    const all = [at('1', 'eu-west-1'), at('1', 'us-east-1'), at('2', 'eu-west-1'), at('3', 'eu-west-1')]
    const left = untouched(all, { sub_account_id: '1' }, { sub_account_id: '1', service_name: 'EC2', region_id: 'eu-west-1' }, touched)
    expect(left.map((c) => c.scope.sub_account_id)).toEqual(['2'])
  })
})
