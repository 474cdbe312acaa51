import { describe, expect, it } from 'vitest'
import { line } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { commitmentShifts } from './commitment-shift'

const where = { usage_type: 'm5.large' }
const covered = (end: number, level = 40) => line({ ...where, operation: 'Used RIs', kind: 'committed' }, (t) => (t < end ? level : 0))
const listed = (cost: (t: number) => number) => line({ ...where, operation: 'On-Demand' }, cost)

describe('a commitment that ended', () => {
  it('is told when its line goes away and the same usage goes on at a higher price', () => {
    const [shift, ...more] = commitmentShifts([covered(60), listed((t) => (t < 60 ? 5 : 93))])
    expect(more).toEqual([])
    expect(shift).toMatchObject({ first: 60, lost: 40, gained: 88 })
  })

  it('is told although another commitment for the same usage type goes on', () => {
    expect(commitmentShifts([covered(60, 10), covered(999, 90), listed((t) => (t < 60 ? 5 : 27))])).toHaveLength(1)
  })

  it('is not told when the usage stopped with it', () => {
    expect(commitmentShifts([covered(60), listed(() => 5)])).toEqual([])
  })

  it('is not told before its third day, and dates back to its first', () => {
    const short = (days: number) => [covered(60), listed((t) => (t < 60 ? 5 : 93))].map((leaf) => ({ ...leaf, values: leaf.values.slice(0, days) }))
    expect(commitmentShifts(short(62))).toEqual([])
    expect(commitmentShifts(short(63))).toMatchObject([{ first: 60, flagged: [60, 61, 62] }])
  })

  it('is not told when usage grew so much that the line which ended is beside the point', () => {
    expect(commitmentShifts([covered(60, 3), listed((t) => (t < 60 ? 50 : 250))])).toEqual([])
  })

  it('is not told of cover that comes and goes with the usage', () => {
    expect(commitmentShifts([line({ ...where, kind: 'committed' }, (t) => (t % 5 === 0 ? 0 : 40)), listed((t) => (t % 5 === 0 ? 90 : 5))])).toEqual([])
  })

  it('is told when its cover was used now in one zone and now in another, so that no line of it was steady', () => {
    const zone = (odd: boolean) => line({ ...where, operation: 'Used RIs', kind: 'committed' }, (t) => (t < 60 && (t % 3 === 0) === odd ? 40 : 0))
    expect(commitmentShifts([zone(true), zone(false), listed((t) => (t < 60 ? 5 : 93))])).toMatchObject([{ first: 60, lost: 40, gained: 88 }])
  })

  it('is told once when its cover moved between sizes of a family', () => {
    const size = (usage_type: string, odd: boolean) =>
      line({ usage_type, operation: 'Used RIs', kind: 'committed' }, (t) => (t < 60 && (t % 2 === 0) === odd ? 40 : 0))
    const large = line({ usage_type: 'm5.large', operation: 'On-Demand' }, (t) => (t < 60 ? 5 : 50))
    const huge = line({ usage_type: 'm5.4xlarge', operation: 'On-Demand' }, (t) => (t < 60 ? 5 : 48))
    expect(commitmentShifts([size('m5.large', true), size('m5.4xlarge', false), large, huge])).toMatchObject([{ first: 60, lost: 40, gained: 88 }])
  })

  it('is not told twice when one usage type tells it already', () => {
    const other = line({ usage_type: 'm5.4xlarge', operation: 'On-Demand' }, () => 7)
    expect(commitmentShifts([covered(60), listed((t) => (t < 60 ? 5 : 93)), other])).toHaveLength(1)
  })

  it('is not told when usage left one size for another that is not covered, at the price it had', () => {
    const moved = line({ usage_type: 'm5.4xlarge', operation: 'On-Demand' }, (t) => (t < 60 ? 5 : 45))
    expect(commitmentShifts([covered(60), listed(() => 5), moved])).toEqual([])
  })

  it('looks at each account and region apart', () => {
    const elsewhere = line({ ...where, region: 'us-east-1', operation: 'On-Demand' }, (t) => (t < 60 ? 5 : 93))
    expect(commitmentShifts([covered(60), elsewhere])).toEqual([])
  })
})
