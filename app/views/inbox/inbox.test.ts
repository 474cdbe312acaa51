import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { inboxQuery, PLAIN_INBOX } from '@/components/screens/inbox/inbox-query'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { listViews } from '@/lib/cases/saved-view-store'
import { searchCaseIds } from '@/lib/cases/search-store'
import { insertCase } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { inventory, mara, storyCase, system, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { putEvidence } from '@/lib/evidence/store'
import type { Actor } from '@/schemas/actor'
import { CostCategory } from '@/schemas/cost'
import { AGES_DAYS } from '@/schemas/inbox-ages'
import { InboxFilter, type InboxSearch, InboxSort } from '@/schemas/inbox-search'
import { inboxView } from './inbox'
import { csvCell, inboxCsv } from './inbox-csv'
import { searchOfQuery } from './inbox-search'

testDatabase()
const MANY = 230
const LONG = `Nine idle instances in ${'an-account-of-a-long-name-'.repeat(7)}`
const story = storyCase({ policy_digest: 'a'.repeat(64) })

beforeAll(async () => {
  await seedTenant()
  await change(TENANT.tenant_id, async (tx) => {
    await putEvidence(tx, TENANT.tenant_id, [inventory()])
    for (let n = 1; n <= MANY; n++)
      await insertCase(tx, {
        ...story,
        case_id: `case_${n}`,
        incident_key: `incident ${n}`,
        headline: n === MANY ? story.headline : LONG,
        at_stake_per_day: '2',
        owner: n === 1 ? mara.id : null,
      })
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_1', actor: system, body: {} }] }
  })
})

it('counts every case and says how many are not drawn', async () => {
  const view = await inboxView(mara)
  expect(view.counters[0]).toMatchObject({ fact: { value: '460' }, note: '230 open cases' })
  expect(view.filters.map((f) => [f.id, f.count])).toEqual([
    ['open', MANY],
    ['awaiting', MANY],
    ['mine', 1],
    ['verifying', 0],
    ['closed', 0],
  ])
  expect(view.tools.page).toEqual({ first: 1, last: 25, total: MANY, pages: 10 })
})

it('shows what a filter keeps', async () => {
  expect((await inboxView(mara, { filter: 'mine' })).lists[0]?.components[0]).toMatchObject({
    rows: [{ case_id: 'case_1', owner: 'Mara Lindqvist' }],
    more: null,
  })
  expect((await inboxView(mara, { filter: 'closed' })).lists).toEqual([])
})

it('turns pages without repeating or losing a case, and stops at the last', async () => {
  const ids = async (page: number) => Object.keys((await inboxView(mara, { page })).tools.revisions)
  const all = (await Promise.all(Array.from({ length: 10 }, (_, i) => ids(i + 1)))).flat()
  expect(new Set(all).size).toBe(MANY)
  expect((await inboxView(mara, { page: 9_999 })).tools.page).toEqual({ first: 226, last: 230, total: MANY, pages: 10 })
})

it('draws every case of a page, however long its names are', async () => {
  const { lists, tools } = await inboxView(mara)
  const rows = lists.flatMap((intent) => intent.components).flatMap((part) => (part.kind === 'anomaly.inbox' ? part.rows : []))
  expect(rows.map((row) => row.case_id)).toEqual(Object.keys(tools.revisions))
})

it('says what to begin with on the first page of what is open, and on no other', async () => {
  const nexts = await Promise.all(
    [{}, { page: 2 }, { page: 9_999 }, { filter: 'mine' as const }, { sort: 'newest' as const }].map((asked) => inboxView(mara, asked)),
  )
  expect(nexts.map((view) => view.next?.label)).toEqual(['Review the first plan', undefined, undefined, undefined, undefined])
})

it('finds by words, id, account, category, severity, age and owner, together', async () => {
  const total = async (search: Partial<InboxSearch>) => (await inboxView(mara, search)).tools.page.total
  expect(await total({ text: 'IDLE inst' })).toBe(MANY)
  expect(await total({ text: 'case_230' })).toBe(1)
  expect(await total({ text: '100%' })).toBe(0)
  expect(await total({ severity: 'critical' })).toBe(0)
  expect(await total({ severity: 'medium', owner: mara.id })).toBe(1)
  expect(await total({ owner: 'none' })).toBe(MANY - 1)
  expect(await total({ older_than_days: 90 })).toBe(0)
  const { accounts, categories } = (await inboxView(mara)).tools
  expect(await total({ account: accounts[0]?.id ?? 'none of the cases has an account' })).toBe(MANY)
  expect(await total({ category: 'marketplace' })).toBe(0)
  expect(categories.length).toBe(1)
})

it('says that a search found nothing apart from that there is nothing', async () => {
  expect((await inboxView(mara, { text: 'nothing is called this' })).empty.title).toBe('No case matches this search')
  expect((await inboxView(mara, { filter: 'verifying' })).empty.title).toBe('Nothing is being verified')
})

it('reads what an address says and ignores what it cannot read', () => {
  expect(searchOfQuery('filter=__proto__&age=8&page=-1&sort=&severity=high&q=nat')).toEqual({ ...PLAIN_INBOX, severity: 'high', text: 'nat' })
})

it('writes every search as an address that reads back the same', () => {
  const owner = fc.constantFrom(null, 'none', 'usr_mara', 'a&b=c %')
  const searches = fc.record({
    filter: fc.constantFrom(...InboxFilter.options),
    text: fc.string({ maxLength: 40 }).map((t) => t.trim()),
    account: fc.constantFrom(null, '210000000006'),
    category: fc.constantFrom(null, ...CostCategory.options),
    severity: fc.constantFrom(null, 'critical' as const, 'low' as const),
    older_than_days: fc.constantFrom(null, ...AGES_DAYS),
    owner,
    sort: fc.constantFrom(...InboxSort.options),
    page: fc.integer({ min: 1, max: 9_000 }),
  })
  fc.assert(fc.property(searches, (search) => void expect(searchOfQuery(inboxQuery(search))).toEqual(search)))
})

const NO_DECISION = { expected_version: null, plan_hash: null, intent_digest: null, acknowledged: null, surface: 'web' } as const

it('lets a person save, share, rename and delete a view, and nobody else change it', async () => {
  const me = { tenant_id: TENANT.tenant_id, person_id: mara.id }
  const other = { tenant_id: TENANT.tenant_id, person_id: tomas.id }
  const give = (
    actor: Actor,
    command: 'view.save' | 'view.share' | 'view.rename' | 'view.delete',
    subject: string,
    params: Record<string, unknown>,
    idempotency_key: string = crypto.randomUUID(),
  ) => runCommand(actor, { ...NO_DECISION, command, subject, params, reason: '', idempotency_key })
  const save = (name: string, query: string) => give(mara, 'view.save', TENANT.tenant_id, { name, query })
  const idOf = async (name: string) => (await listViews(me)).find((v) => v.name === name)?.view_id ?? ''
  await save('High', 'severity=high')
  const high = await idOf('High')
  expect(await listViews(other)).toEqual([])
  await give(mara, 'view.share', high, { is_shared: true })
  await give(mara, 'view.rename', high, { name: 'High ones' })
  expect(await listViews(other)).toEqual([{ view_id: high, name: 'High ones', query: 'severity=high', is_shared: true, is_mine: false, by: 'Mara Lindqvist' }])
  await expect(give(tomas, 'view.rename', high, { name: 'Mine now' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(give(tomas, 'view.share', high, { is_shared: false })).rejects.toMatchObject({ code: 'not_found' })
  await expect(give(tomas, 'view.delete', high, {})).rejects.toMatchObject({ code: 'not_found' })
  await save('Low', 'severity=low')
  const low = await idOf('Low')
  // The same name is the same view.
  await save('Low', 'severity=low&sort=oldest')
  expect(await idOf('Low')).toBe(low)
  await expect(give(mara, 'view.rename', low, { name: 'High ones' })).rejects.toMatchObject({ code: 'conflict' })
  await give(mara, 'view.delete', high, {})
  expect((await listViews(me)).map((v) => v.name)).toEqual(['Low'])
  // Each was one event, and the same request twice is one of them.
  const twice = ['view.share', low, { is_shared: true }, 'share-low-once'] as const
  expect([(await give(mara, ...twice)).outcome, (await give(mara, ...twice)).outcome]).toEqual(['accepted', 'replayed'])
  const kinds = (await listAudit(TENANT.tenant_id)).map((e) => e.kind).filter((kind) => kind.startsWith('view.'))
  expect(kinds.toReversed()).toEqual(['view.saved', 'view.shared', 'view.renamed', 'view.saved', 'view.saved', 'view.deleted', 'view.shared'])
})

it('lets somebody who only looks keep a view too', async () => {
  const pavel: Actor = { ...mara, id: tomas.id, roles: ['viewer'] }
  const asked = { ...NO_DECISION, command: 'view.save', subject: TENANT.tenant_id, reason: '', idempotency_key: 'a-viewer-saves' } as const
  expect(await runCommand(pavel, { ...asked, params: { name: 'Mine', query: 'severity=low' } })).toMatchObject({ outcome: 'accepted' })
})

const exported = async (search: InboxSearch): Promise<{ csv: string; parts: number }> => {
  const parts: string[] = []
  for await (const part of inboxCsv(mara, search, 'http://localhost:3000')) parts.push(part)
  return { csv: parts.join(''), parts: parts.length }
}

it('exports every case that a search found, however many parts they are read in', async () => {
  const { csv, parts } = await exported({ ...PLAIN_INBOX, sort: 'newest' })
  const ids = csv
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',')[0] ?? '')
  expect(parts).toBeGreaterThan(2)
  expect(ids).toEqual(await searchCaseIds(TENANT.tenant_id, {}, 'newest'))
  expect(ids).toHaveLength(MANY)
})

it('exports what a search found with units, zone and sources, and no cell that a sheet would run', async () => {
  const { csv } = await exported({ ...PLAIN_INBOX, text: 'case_230' })
  const [head, ...lines] = csv.trimEnd().split('\r\n')
  expect(head).toContain('at_stake_per_day,currency')
  expect(head).toContain('opened_at_utc')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('case_230,"Nine idle instances in lumen-dev"')
  expect(lines[0]).toContain(',2,USD,')
  expect(csvCell('=HYPERLINK("x")')).toBe('"\'=HYPERLINK(""x"")"')
})
