import { describe, expect, it } from 'vitest'
import { dailyBill, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import type { Alarm } from './alarm'
import { incidentCells } from './incident-cells'
import { scanBill } from './scan-bill'

const [END, AGAIN] = [80, 94]

describe('the accounts of an incident', () => {
  it('are those where cover went away, also where the use under it fell, and not those that it paid for as before', () => {
    const shared = [
      line({ account: 'a1', usage_type: 't2', operation: 'Used', kind: 'committed' }, (t) => (t < END ? 50 : 0)),
      line({ account: 'a1', usage_type: 't2' }, (t) => (t < END ? 10 : 40)),
      line({ account: 'a2', usage_type: 't2', operation: 'Used', kind: 'committed' }, (t) => (t < END ? 5 : 4.8)),
      line({ account: 'a2', usage_type: 't2' }, (t) => (t < END ? 20 : 80)),
    ]
    const bill = dailyBill(shared)
    const lasting = Array.from({ length: 20 }, (_, i) => END + i)
    const members = bill.leaves.flatMap((leaf, i) => (shared.includes(leaf) ? [i] : []))
    const alarm: Alarm = { detector: 'commitment', scope: {}, members, flagged: lasting.slice(0, 7), lasting, expected: lasting.map(() => 85), is_new: false }
    expect(incidentCells([alarm], bill.leaves).map(({ scope }) => scope.sub_account_id)).toEqual(['a1'])
  })

  it('have the days on which each was heard of: what goes on in one says nothing of another', () => {
    const priced = ['a1', 'a2'].flatMap((account) =>
      ['x', 'y', 'z'].map((usage_type, i) => {
        const usual = wobbling(`${account}${usage_type}`, 60 + 40 * i, 0.01)
        const factor = (t: number) => (t >= END && t < END + 9 ? 1.3 : account === 'a1' && t >= AGAIN && t < AGAIN + 3 ? 1.55 : 1)
        return line({ account, service: 'Cache', usage_type }, (t) => usual(t) * factor(t))
      }),
    )
    const { incidents } = scanBill(dailyBill(priced))
    expect(incidents).toMatchObject([{ mechanism: 'price' }])
    const daysOf = (account: string) => incidents[0]?.cells.find(({ scope }) => scope.sub_account_id === account)?.flagged ?? []
    expect([daysOf('a1')[0], daysOf('a2')[0]]).toEqual([END, END])
    expect(daysOf('a1')).toContain(AGAIN)
    expect(Math.max(...daysOf('a2'))).toBeLessThan(AGAIN)
  })
})
