import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scope } from '@/schemas/evidence/cost'
import { formerName, presentName } from './former-name'
import { mendTexts } from './mend-text'
import { mendsFor } from './mends-for'
import type { QualityIssue } from './quality-issue'

const RANGE = { start: '2026-10-01', end: '2026-11-20' }
const issue = (rule: QualityIssue['rule'], first_day: string, scope: Scope = {}, more: Partial<QualityIssue> = {}): QualityIssue => ({
  rule,
  scope,
  first_day,
  last_day: first_day,
  before: 100,
  during: 200,
  other_name: null,
  ...more,
})
const renamed = (from: string, to: string, day: string) => issue('service_renamed', day, { service_name: to }, { other_name: from })
const hole = issue('days_missing', '2026-11-02', { service_name: 'Queue' }, { last_day: '2026-11-04' })
const said = (issues: QualityIssue[], scope: Scope) => {
  const found = mendsFor(issues, scope, RANGE)
  return { ...found.mends, said: mendTexts(found, scope) }
}

describe('what is put right for one scope', () => {
  it('is nothing where the bill has no defect, or none in that scope on those days', () => {
    const nothing = { once: [], names: [], missing: [], ownerless: [], owners: [], without: [], said: [] }
    expect(said([], {})).toEqual(nothing)
    expect(said([issue('day_repeated', '2026-11-10', { sub_account_id: '301' }), hole], { sub_account_id: '302', service_name: 'Storage' })).toEqual(nothing)
    expect(said([issue('day_repeated', '2026-09-10')], {})).toEqual(nothing)
  })

  it('counts a day once, in the account that has it twice, and says which', () => {
    const twice = issue('day_repeated', '2026-11-10', { sub_account_id: '301' })
    expect(said([twice], { sub_account_id: '301' })).toMatchObject({
      once: [{ day: '2026-11-10', sub_account_id: '301' }],
      said: ['10 Nov was delivered twice: it counts once'],
    })
    expect(said([twice], {}).said).toEqual(['10 Nov was delivered twice for account 301: it counts once'])
  })

  it('leaves days out on which the service of the scope is missing, and the service out of a scope that holds others', () => {
    expect(said([hole], { service_name: 'Queue' })).toMatchObject({
      missing: ['2026-11-02', '2026-11-03', '2026-11-04'],
      without: [],
      said: ['Queue is missing from every account on 2 Nov to 4 Nov: those days are not known and left out'],
    })
    expect(said([hole], { sub_account_id: '301' })).toMatchObject({
      missing: [],
      without: ['Queue'],
      said: ['Queue is missing from every account on 2 Nov to 4 Nov: it is left out of what is compared'],
    })
  })

  it('reads the lines of an owner who became another as those of the other, in a scope of that one owner and in no other', () => {
    const owners = [{ from: 'shop', to: 'storefront' }]
    const moved = issue('owner_moved', '2026-11-05', { sub_account_id: '301' }, { owners })
    const scope = { sub_account_id: '301', owner: 'storefront' }
    expect(said([moved], scope)).toMatchObject({
      owners: [{ sub_account_id: '301', from: 'shop', to: 'storefront', until: '2026-11-05' }],
      ownerless: [],
      said: ['the lines of shop in account 301 go on under storefront since 5 Nov: they are read as its own before'],
    })
    for (const other of [
      { ...scope, owner: 'shop' },
      { ...scope, sub_account_id: '302' },
    ])
      expect(said([moved], other).owners).toEqual([])
    expect(said([moved], { sub_account_id: '301' })).toMatchObject({ owners: [], ownerless: ['301'] })
    expect(said([{ ...moved, owners: undefined }], scope)).toMatchObject({ owners: [], ownerless: [], said: [] })
  })

  it('reads the places that an owner took over from several as its own before, place by place', () => {
    const place = (usage_type: string) => ({ service_name: 'Compute', region_id: 'eu', usage_type })
    const parts = [
      { from: 'shop', to: 'platform', ...place('m5.large') },
      { from: 'data', to: 'platform', ...place('m5.xlarge') },
      { from: 'shop', to: 'web', ...place('Storage') },
    ]
    const moved = issue('owner_moved', '2026-11-05', { sub_account_id: '301' }, { parts })
    const of = { sub_account_id: '301', to: 'platform', until: '2026-11-05' }
    expect(said([moved], { sub_account_id: '301', owner: 'platform' })).toMatchObject({
      owners: [
        { ...of, from: 'shop', places: [place('m5.large')] },
        { ...of, from: 'data', places: [place('m5.xlarge')] },
      ],
      said: ['some lines of shop and data in account 301 go on under platform since 5 Nov: they are read as its own before'],
    })
    expect(said([moved], { sub_account_id: '301', owner: 'shop' })).toMatchObject({ owners: [], said: [] })
  })

  it('reads a share of what an owner had as that of whoever took it over, until the day before, and only the rest as that of the giver', () => {
    const place = (usage_type: string) => ({ service_name: 'Compute', region_id: 'eu', usage_type })
    const share = { from: 'shop', to: 'platform', share_ratio: 0.6 }
    const parts = [
      { ...share, ...place('m5.large') },
      { ...share, ...place('m5.xlarge') },
      { ...share, to: 'web', share_ratio: 0.25, ...place('Storage') },
    ]
    const moved = issue('owner_moved', '2026-11-05', { sub_account_id: '301' }, { parts })
    const given = { sub_account_id: '301', ...share, until: '2026-11-04', places: [place('m5.large'), place('m5.xlarge')] }
    expect(said([moved], { sub_account_id: '301', owner: 'platform' })).toMatchObject({
      owners: [given],
      said: ['shares of lines of shop in account 301 go on under platform since 5 Nov: they are read as its own before'],
    })
    expect(said([moved], { sub_account_id: '301', owner: 'shop' })).toMatchObject({
      owners: [given, { from: 'shop', to: 'web', share_ratio: 0.25, places: [place('Storage')] }],
      said: ['a share of lines of shop in account 301 goes on under platform and web since 5 Nov: only the rest is read as its own before'],
    })
    expect(said([moved], { sub_account_id: '301', owner: 'data' })).toMatchObject({ owners: [], said: [] })
  })

  it('keeps the name that the scope has, and the newest where it names no service', () => {
    const twice_renamed = [renamed('SQS', 'Queue', '2026-08-01'), renamed('Queue', 'Message Queue', '2026-10-20')]
    expect(said(twice_renamed, {}).names).toEqual([
      { from: 'Queue', to: 'Message Queue' },
      { from: 'SQS', to: 'Message Queue' },
    ])
    expect(said(twice_renamed, { service_name: 'Queue' }).names).toEqual([
      { from: 'Message Queue', to: 'Queue' },
      { from: 'SQS', to: 'Queue' },
    ])
    expect(said([renamed('Queue', 'Message Queue', '2026-10-20')], { service_name: 'Queue' }).said).toEqual([
      'Queue is billed as Message Queue since 20 Oct: both names are one service',
    ])
    expect(said([renamed('Queue', 'Message Queue', '2026-10-20'), hole], { service_name: 'Message Queue' }).missing).toHaveLength(3)
  })

  it('leaves out a day that is not complete, and says which days the bill lacks', () => {
    expect(said([issue('day_partial', '2026-11-10'), issue('day_absent', '2026-11-12')], { service_name: 'Queue' })).toMatchObject({
      missing: ['2026-11-10'],
      said: ['10 Nov is not complete: it is not known and left out', 'the bill has no line for 12 Nov: that day is not known'],
    })
  })

  it('reads a workload that went to another account there, in its scope, and says of the other that it went', () => {
    const place = { service_name: 'Queue', region_id: 'eu', usage_type: 'Requests' }
    const parts = [
      { from: '301', to: '302', ...place },
      { from: '301', to: '302', ...place, usage_type: 'Storage', share_ratio: 0.4 },
    ]
    const moved = issue('account_moved', '2026-11-05', { sub_account_id: '302' }, { last_day: '2026-11-06', other_name: '301', parts })
    expect(said([moved], { sub_account_id: '302', service_name: 'Queue' })).toMatchObject({
      accounts: [
        { from: '301', to: '302', until: '2026-11-06', places: [{ ...place, owner: '' }] },
        { from: '301', to: '302', until: '2026-11-04', places: [{ ...place, usage_type: 'Storage', owner: '' }], share_ratio: 0.4 },
      ],
      said: ['lines of account 301 go on in account 302 since 5 Nov to 6 Nov: they are read there before, too'],
    })
    const given = said([moved], { sub_account_id: '301', service_name: 'Queue' })
    expect(given.accounts).toBeUndefined()
    expect(given.said).toEqual(['lines of this account go on in account 302 since 5 Nov to 6 Nov: what they cost went there and was not saved'])
    for (const scope of [{}, { service_name: 'Queue' }, { sub_account_id: '303' }, { sub_account_id: '302', service_name: 'Storage' }])
      expect(said([moved], scope)).toMatchObject({ said: [] })
  })

  it('reads a workload that moved twice in all of its accounts before, by the share that came along', () => {
    const place = { service_name: 'Queue', region_id: 'eu', usage_type: 'Requests', owner: 'shop' }
    const moves = (share: { share_ratio?: number }) => [
      issue('account_moved', '2026-11-03', { sub_account_id: '302' }, { other_name: '301', parts: [{ from: '301', to: '302', ...place }] }),
      issue('account_moved', '2026-11-08', { sub_account_id: '303' }, { other_name: '302', parts: [{ from: '302', to: '303', ...place, ...share }] }),
    ]
    const { accounts, said: told } = said(moves({}), { sub_account_id: '303' })
    expect(accounts).toEqual([
      { from: '302', to: '303', until: '2026-11-08', places: [place] },
      { from: '301', to: '303', until: '2026-11-03', places: [place] },
    ])
    expect(told).toHaveLength(2)
    expect(said(moves({ share_ratio: 0.4 }), { sub_account_id: '303' }).accounts).toMatchObject([
      { from: '302', until: '2026-11-07', share_ratio: 0.4 },
      { from: '301', until: '2026-11-03', share_ratio: 0.4 },
    ])
    const back = [...moves({}), issue('account_moved', '2026-11-09', { sub_account_id: '302' }, { parts: [{ from: '303', to: '302', ...place }] })]
    expect(said(back, { sub_account_id: '302' }).accounts?.map(({ from, until }) => [from, until])).toEqual([
      ['301', '2026-11-03'],
      ['303', '2026-11-09'],
    ])
  })

  it('reads a workload under the owner and the names that it had in the other account', () => {
    const place = { service_name: 'Message Queue', region_id: 'eu', usage_type: 'Requests' }
    const moved = issue(
      'account_moved',
      '2026-11-05',
      { sub_account_id: '302' },
      { parts: [{ from: '301', to: '302', ...place, owner: 'shop', to_owner: 'web' }] },
    )
    const both = [renamed('Queue', 'Message Queue', '2026-11-05'), moved]
    const until = { until: '2026-11-05' }
    for (const scope of [{ sub_account_id: '302' }, { sub_account_id: '302', owner: 'web' }])
      expect(said([moved], scope)).toMatchObject({
        accounts: [{ from: '301', to: '302', ...until, places: [{ ...place, owner: 'shop' }] }],
        owners: [{ sub_account_id: '301', from: 'shop', to: 'web', ...until, places: [place] }],
      })
    expect(said([moved], { sub_account_id: '302', owner: 'shop' })).toMatchObject({ owners: [], said: [] })
    expect(said(both, { sub_account_id: '302' }).accounts).toMatchObject([{ places: [{ service_name: 'Message Queue' }, { service_name: 'Queue' }] }])
  })

  it('gives every name of a service the same one, whatever was renamed, and never renames twice', () => {
    const name = fc.constantFrom('A', 'B', 'C', 'D', 'E')
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 4 }), fc.option(name), (pairs, own) => {
        const issues = pairs.filter(([a, b]) => a !== b).map(([a, b]) => renamed(a, b, '2026-10-20'))
        const { names } = mendsFor(issues, own === null ? {} : { service_name: own }, RANGE).mends
        expect(new Set(names.map((n) => n.from)).size).toBe(names.length)
        for (const { from, to } of names) expect([from === to, own === from]).toEqual([false, false])
      }),
    )
  })
})

it('knows a scope under its former and its present name', () => {
  const defects = [renamed('Queue', 'Message Queue', '2026-10-20')]
  expect(formerName({ sub_account_id: '301', service_name: 'Message Queue' }, defects)).toEqual({ sub_account_id: '301', service_name: 'Queue' })
  expect(formerName({ service_name: 'Queue' }, defects)).toBeNull()
  expect(formerName({ sub_account_id: '301' }, defects)).toBeNull()
  expect(presentName({ service_name: 'Queue' }, defects)).toEqual({ service_name: 'Message Queue' })
  expect(presentName({ owner: 'web' }, defects)).toEqual({ owner: 'web' })
})
