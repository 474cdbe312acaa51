import { describe, expect, it } from 'vitest'
import { describeSchedule, isOn, toCron } from '@/lib/desks/cost/connectors/cloud/weekly-schedule'
import { makeEvidence } from '@/lib/evidence/make'
import { TenantSettings } from '@/schemas/tenant'
import { ASSUMED_HOURS, proposedHours, workingHoursOf } from './working-hours'

const NOW = '2026-11-19T09:00:00.000Z'
const tenant = (time_zone: string, business_hours = {}) => ({
  time_zone,
  settings: TenantSettings.parse({ business_hours: { days: [0, 1, 2, 3, 4], from_hour: 9, to_hour: 17, holidays: [], ...business_hours } }),
})
const proposed = (time_zone: string, business_hours = {}) => {
  const hours = workingHoursOf(tenant(time_zone, business_hours))
  const source = { connector: 'countersign', query: 'working_hours()', data_version: null, retrieved_at: NOW }
  return proposedHours(hours === null ? [] : [makeEvidence({ source, body: hours })])
}

describe('what a plan proposes to run machines for', () => {
  it('is the tenant’s working hours with two hours around them, in its own time zone', () => {
    expect(describeSchedule(proposed('Europe/Berlin'))).toBe('Mon-Fri 07:00-19:00 Europe/Berlin')
    expect(describeSchedule(proposed('Asia/Kolkata', { from_hour: 10, to_hour: 18 }))).toBe('Mon-Fri 08:00-20:00 Asia/Kolkata')
    expect(describeSchedule(proposed('Asia/Riyadh', { days: [6, 0, 1, 2, 3] }))).toBe('Mon, Tue, Wed, Thu, Sun 07:00-19:00 Asia/Riyadh')
  })

  it('needs no evidence for a tenant at UTC with the usual hours, so that its plans stay byte for byte as they were', () => {
    expect(workingHoursOf(tenant('UTC'))).toBeNull()
    expect(proposed('UTC')).toEqual(ASSUMED_HOURS)
  })

  it('stays within a day, however long people work', () => {
    expect(proposed('UTC', { from_hour: 0, to_hour: 24 })).toMatchObject({ on_hour: 0, off_hour: 24 })
  })

  it('keeps its local hours over the change to summer time, in our clock and in the provider’s expression', () => {
    const berlin = proposed('Europe/Berlin')
    // 07:00 in Berlin is 06:00 UTC in winter and 05:00 in summer.
    expect([isOn(berlin, '2027-03-26T05:30:00.000Z'), isOn(berlin, '2027-03-26T06:00:00.000Z')]).toEqual([false, true])
    expect([isOn(berlin, '2027-03-29T04:59:00.000Z'), isOn(berlin, '2027-03-29T05:00:00.000Z')]).toEqual([false, true])
    expect(toCron(berlin)).toEqual({ on: 'cron(0 7 ? * MON,TUE,WED,THU,FRI *)', off: 'cron(0 19 ? * MON,TUE,WED,THU,FRI *)' })
  })
})
