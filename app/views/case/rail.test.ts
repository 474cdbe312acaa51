import { describe, expect, it } from 'vitest'
import type { Case, CaseStatus, Phase } from '@/schemas/case'
import { railOf } from './rail'

const entry = (phase: Phase, status: CaseStatus, at: string): Case['timeline'][number] => ({ phase, status, at: `2026-11-${at}:00.000Z`, note: status })
const LIFE = [
  entry('watch', 'detected', '19T09:00'),
  entry('analyse', 'triaged', '19T09:01'),
  entry('gate', 'plan_ready', '19T09:02'),
  entry('gate', 'awaiting_approval', '20T10:00'),
  entry('execute', 'approved', '21T11:00'),
  entry('execute', 'executing', '21T11:01'),
  entry('verify', 'executed', '21T11:05'),
  entry('closed', 'verified', '30T09:00'),
]
const at = (steps: number) => {
  const timeline = LIFE.slice(0, steps)
  const { phase, status } = timeline.at(-1) ?? entry('watch', 'detected', '19T09:00')
  return railOf({ phase, status, opened_at: '2026-11-19T09:00:00.000Z', timeline }).map((s) => `${s.label} ${s.state} ${s.at?.slice(8, 16) ?? '-'}`)
}

describe('the stops of a case', () => {
  it('say of what is behind when it was done, not when it was begun', () => {
    expect(at(8)).toEqual([
      'Detected done 19T09:00',
      'Triaged done 19T09:01',
      'Analysed done 19T09:02',
      'Decided done 21T11:00',
      'Executed done 21T11:05',
      'Verified done 30T09:00',
      'Closed done 30T09:00',
    ])
  })

  it('say of the one at hand since when it is', () => {
    expect(at(4).slice(2)).toEqual(['Analysed done 19T09:02', 'Approval current 19T09:02', 'Execution waiting -', 'Verification waiting -', 'Close waiting -'])
  })

  it('say of one that a case came back to since when it is there again', () => {
    const timeline = [
      ...LIFE.slice(0, 3),
      entry('analyse', 'triaged', '19T09:12'),
      entry('gate', 'plan_ready', '19T09:13'),
      entry('gate', 'plan_ready', '19T09:14'),
    ]
    const stops = railOf({ phase: 'gate', status: 'plan_ready', opened_at: '2026-11-19T09:00:00.000Z', timeline })
    expect(stops.slice(2, 4).map((s) => `${s.label} ${s.at?.slice(8, 16)}`)).toEqual(['Analysed 19T09:13', 'Approval 19T09:13'])
  })

  it('say of one that was rolled back when it was first done, and when it was undone', () => {
    const undone = [...LIFE, entry('execute', 'rolling_back', '30T10:00'), entry('closed', 'rolled_back', '30T10:05')]
    const stops = railOf({ phase: 'closed', status: 'rolled_back', opened_at: '2026-11-19T09:00:00.000Z', timeline: undone })
    expect(stops.slice(4).map((s) => `${s.label} ${s.at?.slice(8, 16)}`)).toEqual(['Executed 21T11:05', 'Rolled back 30T10:05', 'Closed 30T10:05'])
  })

  it.each([
    ['after somebody was called', 'escalated'],
    ['before its checks were over', 'verifying'],
  ] as const)('call nothing verified that a person closed %s', (_when, status) => {
    const timeline = [...LIFE.slice(0, 7), entry('verify', status, '28T09:00'), entry('closed', 'accepted', '30T09:00')]
    const stops = railOf({ phase: 'closed', status: 'accepted', opened_at: '2026-11-19T09:00:00.000Z', timeline })
    expect(stops.slice(4).map((s) => `${s.label} ${s.state} ${s.at?.slice(8, 16) ?? '-'}`)).toEqual([
      'Executed done 21T11:05',
      'Verification skipped -',
      'Closed done 30T09:00',
    ])
  })

  it('say of a saving that could not be told from zero that it is not measurable', () => {
    const timeline = [...LIFE.slice(0, 7), entry('closed', 'not_measurable', '30T09:00')]
    const stops = railOf({ phase: 'closed', status: 'not_measurable', opened_at: '2026-11-19T09:00:00.000Z', timeline })
    expect(stops[5]).toMatchObject({ label: 'Not measurable', state: 'done' })
  })

  it('skip what a case did not need', () => {
    const withdrawn = [...LIFE.slice(0, 2), entry('closed', 'withdrawn_by_restatement', '20T09:00')]
    const stops = railOf({ phase: 'closed', status: 'withdrawn_by_restatement', opened_at: '2026-11-19T09:00:00.000Z', timeline: withdrawn })
    expect(stops.map((s) => `${s.phase} ${s.state} ${s.at?.slice(8, 16) ?? '-'}`)).toEqual([
      'watch done 19T09:00',
      'triage done 19T09:01',
      'analyse done 20T09:00',
      'gate skipped -',
      'execute skipped -',
      'verify skipped -',
      'closed done 20T09:00',
    ])
  })
})
