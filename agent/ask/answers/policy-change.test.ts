import { expect, it } from 'vitest'
import { askDeps } from '@/agent/ask/fixtures/ask-deps'
import { gazetteerOf } from '@/agent/ask/gazetteer-of'
import { MARA } from '@/lib/desks/cost/fixtures/cases/people'
import type { AuditEntry } from '@/schemas/audit'
import { UiIntent } from '@/schemas/intent'
import { auditSearch } from './audit-search'

const [OLD, NEW] = ['1'.repeat(64), '2'.repeat(64)]
const entry = (kind: string, body: object): AuditEntry => ({
  chain: MARA.tenant_id,
  seq: 9,
  at: '2026-11-19T09:00:00.000000Z',
  kind,
  subject: MARA.tenant_id,
  actor: JSON.stringify(MARA),
  body: JSON.stringify({ tenant_now: '2026-11-19T09:00:00.000Z', ...body }),
  prev: 'a'.repeat(64),
  hash: 'b'.repeat(64),
})
const POLICY = '@id("no-weekends")\nforbid (principal, action, resource)\nwhen { a <b };\n'

async function partsOf(e: AuditEntry, texts: Record<string, string | null>) {
  const deps = askDeps('awaiting-approval')
  const ask = {
    ...deps,
    audit: async () => [e],
    policyTexts: async (digest: string) => {
      const text = texts[digest]
      return text === undefined || text === null ? null : text === '' ? [] : [{ name: 'own.cedar', text }]
    },
    gazetteer: await gazetteerOf(deps),
    run_key: 'run',
  }
  const frame = { frame: 'audit_search', person: null, case_id: null, about: 'policy', period: null, limit: 20 } as const
  const { intents } = await auditSearch(frame, ask)
  return intents.flatMap((i) => UiIntent.parse(i).components)
}

it.each(['policy.proposed', 'policy.activated'])('sets out line by line what %s changed in the text of the policies', async (kind) => {
  const parts = await partsOf(entry(kind, { bundle_digest: NEW, replaces: OLD }), { [OLD]: '', [NEW]: POLICY })
  const diff = parts.find((p) => p.kind === 'text_diff')
  expect(diff?.lines.map((l) => [l.is, l.risk])).toEqual([
    ['added', 'stricter'],
    ['added', 'stricter'],
    ['added', 'stricter'],
  ])
})

it('says that a text is not known where it was not kept', async () => {
  const parts = await partsOf(entry('policy.proposed', { bundle_digest: NEW, replaces: OLD }), { [OLD]: null, [NEW]: POLICY })
  expect(parts.some((p) => p.kind === 'notice' && p.text.startsWith('not known'))).toBe(true)
})

it('sets out a structured setting value by value', async () => {
  const values = (dev: number) => ({ max_targets: { prod: 3, dev } })
  const parts = await partsOf(entry('settings.changed', { was: values(10), values: values(20) }), {})
  expect(parts.find((p) => p.kind === 'json_diff')?.lines).toMatchObject([{ path: 'dev', before: '10', after: '20', risk: 'looser' }])
})
