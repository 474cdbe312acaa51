import { expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { phrases } from '@/lib/desks/cost/phrases'
import { explain } from '@/lib/intents/explain'
import { Fall } from '@/schemas/detection-run'
import type { ChangeEvents } from '@/schemas/evidence/cost'
import { judgeFall, type OwnSaving } from './judge-fall'

const SCOPE = { sub_account_id: '210000000002', service_name: 'Amazon Elastic Compute Cloud', region_id: 'eu-west-1' }
const leaf = (
  usage_type: string,
  before: string,
  after: string,
  quantities: [string, string] = [before, after],
  lists: [string, string] = [before, after],
) => ({
  usage_type,
  before: { cost: before, quantity: quantities[0], list: lists[0] },
  after: { cost: after, quantity: quantities[1], list: lists[1] },
})
type Change = ChangeEvents['events'][number]
type More = { events?: unknown[]; savings?: OwnSaving[]; changes?: Change[] | null }

/** The sentence that a reader gets of a fall. */
function fallOf(leaves: unknown[], { events = [], savings = [], changes = [] }: More = {}) {
  const situation = readSituation({ scope: SCOPE, shape: 'drop', first_day: '2026-11-12', last_day: '2026-11-17', leaves, events, changes })
  const leaf_changes = situation['cost.leaf_changes']
  if (leaf_changes === null) throw new Error('a situation has leaves')
  const fall = judgeFall({ ...situation, 'cost.leaf_changes': leaf_changes, savings })
  const said = explain({ rule: 'cost/fall', version: 1, outcome: 'finding', reasons: fall.reasons }, phrases)
  return { ...Fall.parse(fall), said }
}
const saving = (over: Partial<OwnSaving> = {}): OwnSaving => ({
  case_id: 'case_1',
  scope: { ...SCOPE, usage_type: 'EU-BoxUsage:m5.large' },
  finished_on: '2026-11-11',
  expected_per_day: '90',
  ...over,
})

it('is a saving of ours where a plan of ours was carried out just before it and was expected to save most of it', () => {
  const fell = [leaf('EU-BoxUsage:m5.large', '200', '100')]
  expect(fallOf(fell, { savings: [saving()] })).toMatchObject({ kind: 'expected_saving', explained_per_day: '90', share: 0.9 })
  expect(fallOf(fell, { savings: [saving({ finished_on: '2026-10-02' })] }).kind).toBe('less_usage')
  expect(fallOf(fell, { savings: [saving({ expected_per_day: '20' })] }).kind).toBe('less_usage')
  expect(fallOf(fell, { savings: [saving({ scope: { ...SCOPE, region_id: 'us-east-1' } })] }).kind).toBe('less_usage')
})

it('is what the ledger of the bill shows most of: usage that ended, less usage, prices, credits, commitments', () => {
  const kept = leaf('EU-EBS:VolumeUsage.gp3', '40', '40')
  expect(fallOf([leaf('EU-BoxUsage:m5.large', '100', '0'), kept]).kind).toBe('deleted')
  expect(fallOf([leaf('EU-BoxUsage:m5.large', '100', '30'), kept]).kind).toBe('less_usage')
  expect(fallOf([leaf('EU-BoxUsage:m5.large', '100', '70', ['100', '100'], ['100', '70']), kept]).kind).toBe('price_fell')
  expect(fallOf([leaf('EU-BoxUsage:m5.large', '100', '60', ['100', '100'], ['100', '100']), kept]).kind).toBe('discount_grew')
  const credit = [{ event: 'credit', description: 'Programme', before_cost: '0', after_cost: '-140' }]
  expect(fallOf([leaf('EU-BoxUsage:m5.large', '100', '95'), kept], { events: credit })).toMatchObject({ kind: 'credits_began', explained_per_day: '140' })
})

it('may be an outage where all that ran there went at once and no change is known, and says what it does not know', () => {
  const gone = [leaf('EU-BoxUsage:m5.large', '100', '2'), leaf('EU-LoadBalancerUsage', '40', '0')]
  const stopped = fallOf(gone)
  expect(stopped).toMatchObject({ kind: 'stopped', missing: ['health'] })
  expect(stopped.said).toContain('not known is whether it failed or was taken down')
  expect(fallOf(gone, { changes: null }).missing).toEqual(['cost.change_events', 'health'])
  const change: Change = {
    event_id: 'ev_1',
    at: '2026-11-12T09:00:00.000Z',
    type: 'scale',
    service_name: 'checkout',
    sub_account_id: SCOPE.sub_account_id,
    title: 'Fleet scaled to zero',
    url: null,
  }
  const scaled = fallOf(gone, { changes: [change] })
  expect(scaled).toMatchObject({ kind: 'less_usage', missing: [] })
  expect(scaled.said).toContain('"Fleet scaled to zero" was changed')
})

it('stays unknown where nothing explains half of it, and never explains more than fell', () => {
  const mixed = [leaf('A', '100', '70', ['100', '100'], ['100', '70']), leaf('B', '100', '70'), leaf('C', '100', '70', ['100', '100'], ['100', '100'])]
  expect(fallOf(mixed)).toMatchObject({ kind: 'unknown', reasons: [] })
  const more = fallOf([leaf('A', '100', '0'), leaf('B', '10', '60')])
  expect(Number(more.explained_per_day)).toBeLessThanOrEqual(50)
})
