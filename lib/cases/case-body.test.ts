import { expect, it } from 'vitest'
import { Case } from '@/schemas/case'
import { readBody, writeBody } from './case-body'
import { moveCase } from './move'

const AT = '2026-11-19T09:00:00.000Z'
const opened = Case.parse({
  case_id: 'case_0000000001',
  tenant_id: 'tn_acme',
  desk: 'cost',
  incident_key: 'cost:acme',
  revision: 1,
  phase: 'watch',
  status: 'detected',
  severity: 'low',
  at_stake_per_day: '12.5',
  currency: 'USD',
  headline: 'Twelve dollars more a day',
  owner: null,
  opened_at: AT,
  updated_at: AT,
  evidence_ids: [],
  ruleset_version: '1',
  cost: null,
  plan: null,
  policy: null,
  approval: null,
  run: null,
  checks: [],
  ticket: { key: 'T-1', url: null, title: 'Look at it' },
  timeline: [{ phase: 'watch', status: 'detected', at: AT, note: 'Found' }],
  trouble: null,
})

it('writes of a case what its schema reads of it, however often its parts were written before', () => {
  let c = readBody(JSON.parse(JSON.stringify(opened)))
  for (const status of ['triaged', 'plan_ready', 'accepted'] as const) {
    const next = moveCase(c, status, AT, `Now ${status}`, { trouble: null })
    const { text, written } = writeBody(next)
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(Case.parse(next))))
    expect(written).toEqual(JSON.parse(text))
    c = written
  }
  expect(c.timeline.map((entry) => entry.status)).toEqual(['detected', 'triaged', 'plan_ready', 'accepted'])
})

it('shares with the next case what no write can change, and refuses whoever tries', () => {
  const { written } = writeBody(readBody(opened))
  const next = writeBody({ ...written, revision: 2 }).written
  expect(next.ticket).toBe(written.ticket)
  expect(() => Object.assign(next.ticket ?? {}, { key: 'T-2' })).toThrow(TypeError)
  expect(() => next.timeline.push({ phase: 'watch', status: 'detected', at: AT, note: 'Again' })).toThrow(TypeError)
})

it('refuses a part that does not fit, a field that is missing and one that nobody knows, each by its name', () => {
  const c = readBody(opened)
  const bad = { ...c, ticket: { key: 'T-1', url: 'http://plain', title: '' } }
  expect(() => writeBody(bad)).toThrow(/ticket/)
  const { headline: _, ...short } = c
  expect(() => writeBody(short as Case)).toThrow(/headline/)
  expect(() => writeBody({ ...c, colour: 'red' } as Case)).toThrow(/colour/)
  expect(() => writeBody({ ...c, timeline: [...c.timeline, { phase: 'watch', status: 'nowhere', at: AT, note: '' }] } as unknown as Case)).toThrow(/status/)
})

it('leaves out what is absent', () => {
  const { text, written } = writeBody({ ...readBody(opened), submission_id: undefined } as unknown as Case)
  expect(text).not.toContain('submission_id')
  expect(Object.hasOwn(written, 'submission_id')).toBe(false)
})
