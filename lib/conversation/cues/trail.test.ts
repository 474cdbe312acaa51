import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('the trail', () => {
  it.each([
    ['import events logged on Monday', '/audit about:import period:16-nov top:20'],
    ['kill switch events since September', '/audit about:kill_switch period:since-1-sep top:20'],
    ['give me the latest 20 entries of the audit log', '/audit top:20'],
    ['policy edits by Noor, past 30 days', '/audit about:policy period:last-30-days person:usr_noor top:20'],
    ["Noor's sign-ins during September", '/audit about:session period:september-2026 person:usr_noor top:20'],
    ['what did detection write to the audit log yesterday', '/audit about:detection period:yesterday top:20'],
    ['what did Mr. Okafor approve last week', '/audit about:approval period:last-week person:usr_tomas top:20'],
    ['which requests did Noor decide in October?', '/audit about:approval period:october-2026 person:usr_noor top:20'],
    ["what was Ines's part in the lumen case", '/audit case:case_lumen person:usr_ines top:20'],
    ['anything reverted last week?', '/audit about:rollback period:last-week top:20'],
    ['policy edited by Tomas in October', '/audit about:policy period:october-2026 person:usr_tomas top:20'],
    ['newest audit record of the lumen case', '/audit case:case_lumen top:20'],
    ['approvals made by Noor in October', '/audit about:approval period:october-2026 person:usr_noor top:20'],
    ['kill switch flipped last month?', '/audit about:kill_switch period:last-month top:20'],
    ['timeline of the gp2 case please, who did what', '/audit case:case_gp2 top:20'],
    ["who's been changing settings in the last 30 days", '/audit about:settings period:last-30-days top:20'],
    ['import failed last night?', '/audit about:import period:yesterday top:20'],
    ['who signed in between 1 and 15 November', '/audit about:session period:2026-11-01..2026-11-15 top:20'],
    ['rollbacks carried out since October', '/audit about:rollback period:since-1-oct top:20'],
    ['commands issued by Tomas last month', '/audit about:command period:last-month person:usr_tomas top:20'],
    ['plans filed last week', '/audit about:plan period:last-week top:20'],
  ])('is found by what is written in it: “%s”', (question, expected) => {
    expect(line(question)).toBe(expected)
  })

  it('takes signing in for no signature', () => {
    expect(line('who signed in on 12 November')).toContain('about:session')
    expect(line('who signed the gp2 plan')).toContain('about:approval')
  })

  it('carries out nothing that an order in its words asks for', () => {
    for (const order of ['import the file', 'kill the instances', 'kill switch on', 'execute the lumen plan'])
      expect(line(order)).not.toMatch(/^\/audit about:(?:import|execution)/)
  })
})
