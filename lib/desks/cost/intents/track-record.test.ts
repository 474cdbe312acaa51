import { describe, expect, it } from 'vitest'
import { PLAN } from '@/lib/desks/cost/fixtures/cases/plan'
import { recordFacts, trackRecord } from '@/lib/desks/cost/intents/track-record'

describe('the record of a template, for the next approver', () => {
  it('says how many plans saved and how much of what was predicted', () => {
    const records = { schedule_nonprod: { plans: 3, saved: 3, rolled_back: 0, measured: 3, median_ratio: 0.97 } }
    expect(trackRecord({ records }, 'schedule_nonprod')).toBe('3 of 3 plans saved, median 97 % of predicted')
  })

  it('tells rollbacks and what is not known', () => {
    const records = { stop_idle_ec2: { plans: 1, saved: 0, rolled_back: 1, measured: 0, median_ratio: null } }
    expect(trackRecord({ records }, 'stop_idle_ec2')).toBe('0 of 1 plan saved, how much of what was predicted is not known, 1 rolled back')
  })

  it('takes a saving of several plans for no one’s, and says so', () => {
    const three = { plans: 3, saved: 3, rolled_back: 0, measured: 3, median_ratio: 0.97, joint: 1 }
    const of = (r: typeof three) => trackRecord({ records: { schedule_nonprod: r } }, 'schedule_nonprod')
    expect(of(three)).toBe('3 of 3 plans saved, median 97 % of predicted, 1 more measured together with other plans, which is no one plan’s saving')
    expect(trackRecord({ records: { schedule_nonprod: { ...three, plans: 0, saved: 0, measured: 0, median_ratio: null } } }, 'schedule_nonprod')).toBe(
      'nothing is known of this template alone: 1 measured together with other plans, which is no one plan’s saving',
    )
  })

  it('says first use rather than nothing, and nothing rather than a guess', () => {
    expect(trackRecord({ records: {} }, 'eip_release')).toBe('first use here: no similar plan has completed its checks')
    expect(trackRecord({ records: null }, 'eip_release')).toBeNull()
    // Plans that were taken back were measured by nobody, and make the one that was no surer.
    const taken_back = { schedule_nonprod: { plans: 10, saved: 1, rolled_back: 9, measured: 1, median_ratio: 1.2 } }
    expect(recordFacts({ records: taken_back }, PLAN)['saving_usual']?.value).toBe('3022.11')
    expect(recordFacts({ records: null }, PLAN)).toEqual({})
  })

  it('says what such plans usually save beside what this one is expected to, and leaves that as it is', () => {
    expect(recordFacts({ records: {} }, PLAN)['saving_usual']).toMatchObject({ label: 'Typical outcome', text: '$2,891 / month', value: '2890.72' })
    expect(PLAN.expected_savings.expected.slice(0, 7)).toBe('3613.39')
    const records = { schedule_nonprod: { plans: 10, saved: 10, rolled_back: 0, measured: 10, median_ratio: 1 } }
    expect(recordFacts({ records }, PLAN)['saving_usual']?.value).toBe('3252.06')
    expect(recordFacts({ records: null }, PLAN)).toEqual({})
  })
})
